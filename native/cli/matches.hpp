// `hookstorm matches`: whether an occurrence is sent to a webhook, and why not.
#pragma once

#include <string>

#include "core/record/checking.hpp"
#include "core/webhook/target_url.hpp"
#include "native/cli/exit_code.hpp"

namespace hookstorm::native {

struct MatchesArguments {
  std::string file;
  std::string webhook_file;
  Checking checking = Checking::strict;
  HttpTargets http_targets = HttpTargets::refused;
  bool json = false;
};

[[nodiscard]] ExitCode print_match(const MatchesArguments& arguments);

}  // namespace hookstorm::native
