// A body that is made while it is sent, piece by piece, for as long as it goes on.
// Easy to get wrong: everything here happens on the API's thread, so a piece is made in some
// milliseconds or less; and the next one is asked for only when the one before has gone, so that a
// slow reader makes nothing pile up.
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace hookstorm::native {

class BodyStream {
 public:
  /// Takes a piece; an empty one lets others have their turn before it is asked again. Nothing at
  /// the end.
  using Take = std::function<void(std::optional<std::string> piece)>;

  BodyStream() = default;
  virtual ~BodyStream() = default;
  BodyStream(const BodyStream&) = delete;
  BodyStream& operator=(const BodyStream&) = delete;
  BodyStream(BodyStream&&) = delete;
  BodyStream& operator=(BodyStream&&) = delete;

  /// Calls `take` once, at once or when there is something. What it throws breaks the answer off.
  virtual void next(Take take) = 0;

  /// The server ends: what would go on for ever gives nothing more.
  virtual void finish() {}

  /// Ends the connection, whatever is under way. Set by the connection.
  std::function<void()> break_off = [] {};
};

}  // namespace hookstorm::native
