// `hookstorm preview`: the exact bytes of the body that an occurrence becomes.
#pragma once

#include <string>

#include "core/family/family.hpp"
#include "core/record/checking.hpp"
#include "core/request/message_id.hpp"
#include "native/cli/exit_code.hpp"

namespace hookstorm::native {

inline constexpr const char* kNilUuid = "00000000-0000-0000-0000-000000000000";

struct PreviewArguments {
  std::string file;
  Family family = Family::extended;
  std::string webhook_id = kNilUuid;
  std::string message_id{kNilMessageId};
  Checking checking = Checking::strict;
  bool json = false;
};

[[nodiscard]] ExitCode preview(const PreviewArguments& arguments);

}  // namespace hookstorm::native
