// `hookstorm send`: one attempt from here, with the dispatcher's own request and sender.
#pragma once

#include <string>

#include "core/family/family.hpp"
#include "core/record/checking.hpp"
#include "core/signature/scheme.hpp"
#include "native/cli/exit_code.hpp"
#include "native/sender/transfer.hpp"

namespace hookstorm::native {

struct SendArguments {
  std::string file;
  std::string webhook_file;  ///< Empty: the webhook is made of URL and family.
  std::string url;
  Family family = Family::extended;
  SignatureScheme signature = SignatureScheme::standard;
  std::string secret;  ///< As the scheme has it; empty: the request is not signed.
  std::string webhook_id;
  std::string message_id;  ///< Empty: a new one.
  Checking checking = Checking::strict;
  /// Who sends from here may reach whatever this machine reaches.
  TransferSettings transfer{.addresses = AddressGuard(all_networks())};
  bool json = false;
};

/// Throws UsageError where there is neither a webhook nor a URL, and for a URL or secret that
/// cannot be used.
[[nodiscard]] ExitCode send(const SendArguments& arguments);

}  // namespace hookstorm::native
