// `hookstorm read`: which family and trigger a body from elsewhere is of, and what is odd about it.
#pragma once

#include <string>

#include "core/record/checking.hpp"
#include "native/cli/exit_code.hpp"

namespace hookstorm::native {

struct ReadArguments {
  std::string file;
  Checking checking = Checking::lenient;
  bool json = false;
};

[[nodiscard]] ExitCode read_foreign_body(const ReadArguments& arguments);

}  // namespace hookstorm::native
