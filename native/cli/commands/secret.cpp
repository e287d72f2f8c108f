#include "native/cli/secret.hpp"

#include <string>

#include "core/json/writer.hpp"
#include "core/signature/computation.hpp"
#include "core/signature/secret.hpp"
#include "native/cli/output.hpp"
#include "native/cli/usage_error.hpp"
#include "native/crypto/ed25519.hpp"
#include "native/system/random.hpp"

namespace hookstorm::native {

ExitCode print_secret(const SecretArguments& arguments) {
  if (arguments.asymmetric && arguments.signature != SignatureScheme::standard) {
    throw UsageError("--asymmetric: only Standard Webhooks have key pairs.");
  }
  const auto random = random_array<kEd25519KeyBytes>(system_random());
  const std::string bytes(random.begin(), random.end());
  const std::string secret = arguments.asymmetric ? Secret{bytes, SecretKind::private_key}.text()
                                                  : new_secret(arguments.signature, bytes).text();
  const std::string public_key =
      arguments.asymmetric ? Secret{ed25519_public_key(bytes), SecretKind::public_key}.text() : "";
  if (arguments.json) {
    json::Writer writer;
    writer.begin_object().name("secret").text(secret);
    if (arguments.asymmetric) {
      writer.name("publicKey").text(public_key);
    }
    print(stdout, writer.end_object().take() + "\n");
  } else {
    print(stdout, secret + "\n" + (arguments.asymmetric ? public_key + "\n" : ""));
  }
  return ExitCode::good;
}

}  // namespace hookstorm::native
