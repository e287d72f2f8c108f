// The command line: which command, with which arguments.
#pragma once

namespace hookstorm::native {

/// Runs the program; gives what main returns. Never throws.
[[nodiscard]] int run_program(int argc, const char* const* argv) noexcept;

}  // namespace hookstorm::native
