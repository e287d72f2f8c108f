#include "native/cli/serve_arguments.hpp"

#include <sstream>
#include <utility>

#include "core/address/network.hpp"
#include "native/cli/input.hpp"
#include "native/cli/options.hpp"
#include "native/cli/usage_error.hpp"

namespace hookstorm::native {
namespace {

constexpr long kDisableAfterDaysMax = 365;

void add_days(CLI::App& command, const char* name, long& days, long days_max,
              const char* description) {
  command.add_option(name, days, description)
      ->check(CLI::Range(1L, days_max))
      ->type_name("DAYS")
      ->capture_default_str();
}

void add_count(CLI::App& command, const char* name, std::int64_t& count, const char* description) {
  command.add_option(name, count, description)
      ->check(CLI::Range(std::int64_t{1}, Kept::kCountMax))
      ->type_name("COUNT")
      ->capture_default_str();
}

void add_retention(CLI::App& command, RetentionSettings& retention) {
  add_days(command, "--keep-days", retention.messages.days, Kept::kDaysMax,
           "How long messages of which nothing is pending are kept");
  add_count(command, "--keep-messages", retention.messages.count,
            "How many of the newest messages are kept; older ones go once nothing is pending");
  add_days(command, "--keep-attempt-days", retention.attempts.days, Kept::kDaysMax,
           "How long attempts are kept, with what was answered");
  add_count(command, "--keep-attempts", retention.attempts.count,
            "How many of the newest attempts are kept");
  add_days(command, "--keep-audit-days", retention.audit.days, Kept::kDaysMax,
           "How long it is kept who changed what");
  add_days(command, "--keep-inbox-days", retention.inbox_days, kInboxDaysMax,
           "How long an inbox is kept after it was last used");
}

void add_allow_network(CLI::App& command, AddressGuard& addresses) {
  command
      .add_option_function<std::vector<std::string>>(
          "--allow-network",
          [&addresses](const std::vector<std::string>& texts) {
            std::vector<Network> networks;
            networks.reserve(texts.size());
            for (const std::string& text : texts) {
              networks.push_back(*parse_network(text));
            }
            addresses = AddressGuard(std::move(networks));
          },
          "Let targets lie in a network that is not public, such as 127.0.0.0/8; may be repeated")
      ->check(CLI::Validator(
          [](std::string& text) {
            return parse_network(text) ? std::string()
                                       : "\"" + text + "\" is no network such as 10.0.0.0/8";
          },
          ""))
      ->type_name("NETWORK");
}

void add_rules(CLI::App& command, ServeArguments& arguments) {
  command
      .add_option("--retry-delays", arguments.retry_delays_s,
                  "The wait before each retry, in seconds, such as 5,300,1800; at most 20; for "
                  "webhooks without a retry policy, in place of \"standard\"")
      ->delimiter(',')
      ->type_name("LIST");
  command
      .add_option("--disable-after", arguments.disable_after_days,
                  "Days of nothing but failure, over several messages, that disable a webhook")
      ->check(CLI::Range(1L, kDisableAfterDaysMax))
      ->type_name("DAYS")
      ->capture_default_str();
}

void add_place(CLI::App& command, ServeArguments& arguments) {
  command
      .add_option("--settings", arguments.settings_file,
                  "Read further options from a file of lines such as keep-days = 7; SIGHUP reads "
                  "it again")
      ->check(CLI::ExistingFile)
      ->configurable(false)
      ->type_name("FILE");
  command
      .add_option("--store,--database", arguments.database,
                  "A file, created where it is missing, or a PostgreSQL database that several "
                  "dispatchers share: postgres://user@host/name, with tables by `hookstorm migrate "
                  "up`")
      ->type_name("FILE|URL")
      ->capture_default_str();
  command
      .add_option("--secrets-key-file", arguments.secrets_key_file,
                  "Encrypt the signing secrets that are stored: 32 bytes in Base64, as of `openssl "
                  "rand -base64 32`. Without it, HOOKSTORM_SECRETS_KEY may hold them")
      ->check(CLI::ExistingFile)
      ->type_name("FILE");
  command
      .add_option(
          "--listen", arguments.listen,
          "Port 0 takes a free one. Beyond loopback, put a proxy before it that speaks https")
      ->type_name("ADDRESS:PORT")
      ->capture_default_str();
  command
      .add_option_function<std::string>(
          "--log",
          [&arguments](const std::string& form) {
            arguments.log_form = form == "json" ? LogForm::json : LogForm::text;
          },
          "The log's form, on standard error: text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORM")
      ->default_str("text");
}

void add_access(CLI::App& command, ServeArguments& arguments) {
  command.add_flag(
      "--open", arguments.open,
      "Ask nobody for a token: whoever reaches it may do everything. On loopback alone");
  command
      .add_option("--rate-limit", arguments.rate_limits.per_second,
                  "Requests that a token may make in a second; 0 for no limit")
      ->check(CLI::Range(std::int64_t{0}, RateLimits::kRequestsMax))
      ->type_name("COUNT")
      ->capture_default_str();
  command
      .add_option("--monthly-limit", arguments.rate_limits.per_month,
                  "Requests that a token may make in 30 days; 0 for no limit")
      ->check(CLI::Range(std::int64_t{0}, RateLimits::kRequestsMax))
      ->type_name("COUNT")
      ->capture_default_str();
}

void add_queue(CLI::App& command, QueueSettings& queue) {
  JetStreamSettings& source = queue.source;
  command
      .add_option("--queue", source.url,
                  "Take occurrences from NATS JetStream as well. Others see arguments: better put "
                  "a URL with credentials into the settings file")
      ->type_name("URL");
  command.add_option("--queue-stream", source.stream, "The stream that they are in")
      ->type_name("NAME");
  command
      .add_option("--queue-consumer", source.consumer,
                  "The durable consumer of the stream; made where it is missing")
      ->type_name("NAME")
      ->capture_default_str();
  command
      .add_option("--queue-dead-letters", queue.dead_letters,
                  "Where messages go that are no occurrences, with their problems")
      ->type_name("SUBJECT")
      ->capture_default_str();
  command.add_option("--queue-credentials", source.credentials_file, "As NATS' tools make them")
      ->check(CLI::ExistingFile)
      ->type_name("FILE");
  command
      .add_option("--queue-ca-bundle", source.ca_bundle,
                  "Certificates to trust of the queue, in place of the system's (PEM)")
      ->check(CLI::ExistingFile)
      ->type_name("FILE");
  command
      .add_option("--queue-workspace", queue.workspace_name, "Whose webhooks get what it brings")
      ->type_name("NAME")
      ->capture_default_str();
  command.add_flag_callback(
      "--queue-lenient", [&queue] { queue.checking = Checking::lenient; },
      "Let doubtful values through, such as redacted ids");
}

std::string text_of(const std::string& file) {
  Result<std::string> text = read_input(file);
  if (!text.ok()) {
    throw UsageError(file + ": " + text.problems().list().front().message);
  }
  return std::move(text.value());
}

/// What the command line has said already stays.
void read_settings_file(CLI::App& command, const std::string& file) {
  const std::string text = text_of(file);
  std::istringstream items(text);
  for (const CLI::ConfigItem& item : command.get_config_formatter()->from_config(items)) {
    if (!item.parents.empty() || command.get_option_no_throw("--" + item.name) == nullptr) {
      throw UsageError(file + ": there is no setting \"" + item.fullname() +
                       "\". `hookstorm serve --help` lists those that there are.");
    }
  }
  std::istringstream settings(text);
  try {
    command.parse_from_stream(settings);
  } catch (const CLI::ParseError& error) {
    throw UsageError(file + ": " + error.what());
  }
}

}  // namespace

void add_serve_options(CLI::App& command, ServeArguments& arguments) {
  add_place(command, arguments);
  add_access(command, arguments);
  add_retention(command, arguments.retention);
  add_rules(command, arguments);
  add_allow_http(command, arguments.transfer.http_targets);
  add_allow_network(command, arguments.transfer.addresses);
  add_timeout(command, arguments.transfer.timeout_ms);
  add_route(command, arguments.transfer);
  add_queue(command, arguments.queue);
}

ServeArguments read_serve_arguments(const std::vector<std::string>& command_line) {
  ServeArguments arguments;
  CLI::App program;
  CLI::App& command = *program.add_subcommand("serve");
  add_serve_options(command, arguments);
  try {
    // CLI11 takes the last one first.
    program.parse(std::vector<std::string>(command_line.rbegin(), command_line.rend()));
  } catch (const CLI::ParseError& error) {
    throw UsageError(error.what());
  }
  if (!arguments.settings_file.empty()) {
    read_settings_file(command, arguments.settings_file);
  }
  return arguments;
}

}  // namespace hookstorm::native
