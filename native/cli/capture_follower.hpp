// What an inbox takes, as it happens. Easy to get wrong: a stream that breaks off or restarts says
// nothing of what came meanwhile; the list does, and numbers tell what was given already.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "native/cli/running_dispatcher.hpp"

namespace hookstorm::native {

class CaptureFollower {
 public:
  using Take = std::function<void(const json::Value& capture)>;

  /// The dispatcher outlives this.
  CaptureFollower(const RunningDispatcher& dispatcher, std::string inbox, Take take);

  /// Gives each capture from here on once, in their order, for as long as the process lives.
  /// `on_change` hears whether updates come. Throws std::runtime_error where nobody answers at the
  /// beginning, and later where the dispatcher refuses, as when the inbox is deleted.
  [[noreturn]] void run(const std::function<void(bool is_followed)>& on_change);

 private:
  void follow(const std::function<void()>& on_begin);
  void catch_up();
  void give(const json::Value& capture);
  [[nodiscard]] std::string list_path() const;

  const RunningDispatcher& dispatcher_;
  std::string inbox_;
  Take take_;
  std::int64_t given_ = 0;  ///< The number of the last one.
};

}  // namespace hookstorm::native
