// Recipes: webhooks that are ready but for what only their owner knows, such as the target's URL.
// Data alone: to add one, add a file in recipes/ and its name in core/CMakeLists.txt.
#pragma once

#include <string_view>

namespace hookstorm {

/// A list of objects, as compact JSON: `name`, `title`, `description`, `fill_in` (a list of `path`,
/// a JSON Pointer into the webhook, and `hint`), and `webhook`, a sound configuration with
/// something made up at these paths.
[[nodiscard]] std::string_view recipes();

}  // namespace hookstorm
