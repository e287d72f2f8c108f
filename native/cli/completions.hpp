// What shells complete, written from the options themselves: nothing is listed a second time.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

namespace hookstorm::native {

/// A script for the shell to read: `source <(hookstorm completions bash)`, and so on.
[[nodiscard]] std::string bash_completions(const CLI::App& program);
[[nodiscard]] std::string zsh_completions(const CLI::App& program);
[[nodiscard]] std::string fish_completions(const CLI::App& program);

}  // namespace hookstorm::native
