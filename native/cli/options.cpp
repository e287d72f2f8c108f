#include "native/cli/options.hpp"

#include <optional>
#include <string_view>

#include "core/request/message_id.hpp"
#include "core/text/uuid.hpp"
#include "native/store/open_store.hpp"

namespace hookstorm::native {
namespace {

constexpr long kTimeoutSecondsMax = 300;
constexpr long kMillisecondsPerSecond = 1000;
constexpr std::int64_t kToleranceSecondsMax = 10LL * 365 * 24 * 60 * 60;

/// "extended, legacy, …"
std::string family_list(std::string_view between = ", ") {
  std::string list;
  for (const std::string_view name : family_names()) {
    list.append(list.empty() ? "" : between).append(name);
  }
  return list;
}

}  // namespace

CLI::Validator family_name() {
  return CLI::Validator(
      [](std::string& text) {
        const std::optional<Family> family = family_named(text);
        if (!family) {
          return "\"" + text + "\" is no family; there are " + family_list();
        }
        text = std::to_string(static_cast<int>(*family));
        return std::string();
      },
      "{" + family_list(",") + "}");
}

CLI::Validator existing_store() {
  return CLI::Validator(
      [](std::string& text) {
        return is_postgres_url(text) ? std::string() : CLI::ExistingFile(text);
      },
      "");
}

CLI::Option* add_file(CLI::App& command, std::string& file) {
  return command.add_option("FILE", file, "What to read; - for standard input")->required();
}

CLI::Option* add_family(CLI::App& command, Family& family) {
  return command.add_option("--family", family, "The body's shape")
      ->transform(family_name())
      ->type_name("NAME");
}

CLI::Option* add_webhook(CLI::App& command, std::string& file) {
  return command.add_option("--webhook", file, "A webhook's configuration, as JSON")
      ->type_name("FILE");
}

void add_signature(CLI::App& command, SignatureScheme& scheme) {
  command
      .add_option_function<std::string>(
          "--signature",
          [&scheme](const std::string& name) {
            scheme = signature_scheme_named(name).value_or(scheme);
          },
          "How the secret signs: standard or livestorm")
      ->check(CLI::IsMember({"standard", "livestorm"}))
      ->type_name("NAME")
      ->default_str("standard");
}

void add_webhook_id(CLI::App& command, std::string& id) {
  command.add_option("--webhook-id", id, "Stands in the body of the extended family")
      ->check(CLI::Validator(
          [](std::string& text) {
            return is_uuid(text) ? std::string() : "\"" + text + "\" is no UUID";
          },
          ""))
      ->type_name("UUID")
      ->default_str(kNilUuid);
}

CLI::Option* add_message_id(CLI::App& command, std::string& id, const char* description) {
  return command.add_option("--message-id", id, description)
      ->check(CLI::Validator(
          [](std::string& text) {
            return is_message_id(text) ? std::string()
                                       : "\"" + text + "\" is not 1 to 64 of A-Z a-z 0-9 _ -";
          },
          ""))
      ->type_name("ID");
}

CLI::Option* add_received_secrets(CLI::App& command, std::vector<std::string>& secrets) {
  return command
      .add_option("--secret", secrets,
                  "What may have signed, the present one first; may be repeated. Others see "
                  "arguments: better set HOOKSTORM_SECRET")
      ->envname("HOOKSTORM_SECRET")
      ->type_name("whsec_…|whpk_…|TEXT");
}

void add_tolerance(CLI::App& command, std::int64_t& seconds) {
  command.add_option("--tolerance", seconds, "How far the clocks may differ, in seconds")
      ->check(CLI::Range(std::int64_t{0}, kToleranceSecondsMax))
      ->type_name("SECONDS")
      ->capture_default_str();
}

void add_lenient(CLI::App& command, Checking& checking) {
  command.add_flag_callback(
      "--lenient", [&checking] { checking = Checking::lenient; },
      "Let doubtful values through, such as redacted ids");
}

void add_allow_http(CLI::App& command, HttpTargets& http_targets) {
  command.add_flag_callback(
      "--allow-http", [&http_targets] { http_targets = HttpTargets::allowed; },
      "Let targets be plain http");
}

void add_timeout(CLI::App& command, long& timeout_ms) {
  command
      .add_option_function<long>(
          "--timeout",
          [&timeout_ms](const long& seconds) { timeout_ms = seconds * kMillisecondsPerSecond; },
          "For a request as a whole, in seconds")
      ->check(CLI::Range(1L, kTimeoutSecondsMax))
      ->type_name("SECONDS")
      ->default_str(std::to_string(timeout_ms / kMillisecondsPerSecond));
}

void add_route(CLI::App& command, TransferSettings& transfer) {
  command
      .add_option("--ca-bundle", transfer.ca_bundle,
                  "Certificates to trust, in place of the system's (PEM)")
      ->check(CLI::ExistingFile)
      ->type_name("FILE");
  CLI::Option* certificate = command
                                 .add_option("--client-certificate", transfer.client_certificate,
                                             "Shown to receivers that ask for one (PEM)")
                                 ->check(CLI::ExistingFile)
                                 ->type_name("FILE");
  command
      .add_option("--client-key", transfer.client_key,
                  "The certificate's key, where it is in another file")
      ->check(CLI::ExistingFile)
      ->needs(certificate)
      ->type_name("FILE");
  command
      .add_option("--proxy", transfer.proxy,
                  "Send through a proxy, which then decides which addresses may be reached")
      ->type_name("URL");
  command
      .add_option("--resolve", transfer.resolved_names,
                  "Take HOST:PORT to be at ADDRESS; may be repeated")
      ->type_name("HOST:PORT:ADDRESS");
}

}  // namespace hookstorm::native
