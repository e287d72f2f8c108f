// What commands print that make a body: its bytes and nothing else, or a report.
#pragma once

#include <optional>
#include <string>

#include "core/problem/problem.hpp"
#include "native/cli/exit_code.hpp"

namespace hookstorm::native {

/// Prints the body on standard output and problems on standard error or, for `as_json`, `{"body",
/// "problems"}`; `body` is null where there is none. Good where there is one.
[[nodiscard]] ExitCode print_body(const std::optional<std::string>& body, const Problems& problems,
                                  bool as_json);

}  // namespace hookstorm::native
