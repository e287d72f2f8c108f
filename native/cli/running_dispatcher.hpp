// A running dispatcher, asked by its API.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "core/json/value.hpp"

namespace hookstorm::native {

class RunningDispatcher {
 public:
  /// `url` is what `hookstorm serve` prints, with or without its last slash. It is given the token
  /// in the environment's HOOKSTORM_TOKEN: arguments of the command line are seen by others.
  explicit RunningDispatcher(std::string url);

  /// The answer to a request for a path with its query, an empty object where it has no body.
  /// Throws std::runtime_error where nothing answers, and with the API's own words where it
  /// refuses.
  [[nodiscard]] json::Value ask(const std::string& method, const std::string& target,
                                const std::optional<std::string>& document = std::nullopt) const;

  /// Gives at most `limit` resources of a list, page by page. Throws as `ask` does.
  void list(const std::string& target, std::size_t limit,
            const std::function<void(const json::Value& resource)>& take) const;

  /// Gives an answer that is no JSON document as it comes. Throws as `ask` does, what `take`
  /// throws, and where the answer breaks off.
  void read(const std::string& target,
            const std::function<void(std::string_view bytes)>& take) const;

 private:
  std::string url_;
  std::string token_;  ///< Empty: there is none.
};

/// `--url`.
void add_dispatcher_url(CLI::App& command, std::string& url);

/// The member at the end of a way of names such as `attributes/state`; null where it is not there.
[[nodiscard]] const json::Value* member_at(const json::Value& value, std::string_view way);

/// A text as it is, anything else as JSON, without control characters; "none" for null and for what
/// is not there.
[[nodiscard]] std::string shown(const json::Value* value);

}  // namespace hookstorm::native
