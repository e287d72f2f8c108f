// `hookstorm catalogue`: triggers, families and every field, as JSON.
#pragma once

#include "native/cli/exit_code.hpp"

namespace hookstorm::native {

[[nodiscard]] ExitCode print_catalogue();

}  // namespace hookstorm::native
