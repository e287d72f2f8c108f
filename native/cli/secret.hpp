// `hookstorm secret`: makes what signs requests.
#pragma once

#include "core/signature/scheme.hpp"
#include "native/cli/exit_code.hpp"

namespace hookstorm::native {

struct SecretArguments {
  SignatureScheme signature = SignatureScheme::standard;
  bool asymmetric = false;  ///< An ed25519 key pair; of Standard Webhooks alone.
  bool json = false;
};

/// Throws UsageError for a key pair of a scheme that has none.
[[nodiscard]] ExitCode print_secret(const SecretArguments& arguments);

}  // namespace hookstorm::native
