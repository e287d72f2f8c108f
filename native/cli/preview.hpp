// `hookstorm preview`: the exact bytes of the body that an occurrence becomes, in a family or for a
// webhook, whose whole request can be shown too.
#pragma once

#include <string>

#include "core/family/family.hpp"
#include "core/record/checking.hpp"
#include "core/request/message_id.hpp"
#include "core/webhook/target_url.hpp"
#include "native/cli/exit_code.hpp"

namespace hookstorm::native {

inline constexpr const char* kNilUuid = "00000000-0000-0000-0000-000000000000";

struct PreviewArguments {
  std::string file;
  Family family = Family::extended;
  std::string webhook_file;           ///< Empty: any webhook of the family.
  std::string webhook_id = kNilUuid;  ///< Where the webhook has none.
  std::string message_id{kNilMessageId};
  Checking checking = Checking::strict;
  HttpTargets http_targets = HttpTargets::refused;
  bool request = false;  ///< Show the head of the request too; needs a webhook.
  bool json = false;
};

[[nodiscard]] ExitCode preview(const PreviewArguments& arguments);

}  // namespace hookstorm::native
