// `hookstorm secret`: makes what signs requests.
#include "core/signature/secret.hpp"

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "core/json/writer.hpp"
#include "core/signature/computation.hpp"
#include "core/signature/scheme.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/options.hpp"
#include "native/cli/output.hpp"
#include "native/cli/usage_error.hpp"
#include "native/crypto/ed25519.hpp"
#include "native/system/random.hpp"

namespace hookstorm::native {
namespace {

struct Arguments {
  SignatureScheme signature = SignatureScheme::standard;
  bool asymmetric = false;  ///< An ed25519 key pair; of Standard Webhooks alone.
  bool json = false;
};

/// Throws UsageError for a key pair of a scheme that has none.
ExitCode print_secret(const Arguments& arguments) {
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

}  // namespace

Command add_secret(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = program.add_subcommand("secret", "Make a signing secret");
  command->footer("Example:\n  hookstorm secret --asymmetric\n");
  add_signature(*command, arguments->signature);
  command->add_flag("--asymmetric", arguments->asymmetric,
                    "An ed25519 key pair: whsk_…, then whpk_… for receivers");
  command->add_flag("--json", arguments->json, "Print it as JSON");
  return {command, [arguments] { return print_secret(*arguments); }};
}

}  // namespace hookstorm::native
