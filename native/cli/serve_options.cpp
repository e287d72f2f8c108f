#include "native/cli/serve_options.hpp"

namespace hookstorm::native {
namespace {

void add_days(CLI::App& command, const char* name, long& days, const char* description) {
  command.add_option(name, days, description)
      ->check(CLI::Range(1L, Kept::kDaysMax))
      ->type_name("DAYS")
      ->capture_default_str();
}

void add_count(CLI::App& command, const char* name, std::int64_t& count, const char* description) {
  command.add_option(name, count, description)
      ->check(CLI::Range(std::int64_t{1}, Kept::kCountMax))
      ->type_name("COUNT")
      ->capture_default_str();
}

}  // namespace

void add_retention_options(CLI::App& command, RetentionSettings& retention) {
  add_days(command, "--keep-days", retention.messages.days,
           "How long messages of which nothing is pending are kept");
  add_count(command, "--keep-messages", retention.messages.count,
            "How many of the newest messages are kept; older ones go once nothing is pending");
  add_days(command, "--keep-attempt-days", retention.attempts.days,
           "How long attempts are kept, with what was answered");
  add_count(command, "--keep-attempts", retention.attempts.count,
            "How many of the newest attempts are kept");
}

void add_secrets_key_option(CLI::App& command, std::string& file) {
  command
      .add_option("--secrets-key-file", file,
                  "Encrypt the signing secrets that are stored: 32 bytes in Base64, as of `openssl "
                  "rand -base64 32`. Without it, HOOKSTORM_SECRETS_KEY may hold them")
      ->check(CLI::ExistingFile)
      ->type_name("FILE");
}

}  // namespace hookstorm::native
