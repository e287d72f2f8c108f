// `hookstorm recipes`: which there are, or the webhook of one, ready to be filled in.
#pragma once

#include <string>

#include "native/cli/exit_code.hpp"

namespace hookstorm::native {

struct RecipesArguments {
  std::string name;  ///< Empty: all.
  bool json = false;
};

/// Throws UsageError for a name that no recipe has.
[[nodiscard]] ExitCode print_recipes(const RecipesArguments& arguments);

}  // namespace hookstorm::native
