// `hookstorm render`: what a template makes of an occurrence.
#pragma once

#include <string>

#include "core/family/family.hpp"
#include "core/record/checking.hpp"
#include "native/cli/exit_code.hpp"

namespace hookstorm::native {

struct RenderArguments {
  std::string template_file;
  std::string file;
  Family family = Family::extended;  ///< Of `body`, at which templates may look.
  std::string webhook_id;
  Checking checking = Checking::strict;
  bool json = false;
};

[[nodiscard]] ExitCode render(const RenderArguments& arguments);

}  // namespace hookstorm::native
