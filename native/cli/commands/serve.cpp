// `hookstorm serve`: the dispatcher, until a signal ends it.
#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include <boost/system/system_error.hpp>

#include "native/cli/commands.hpp"
#include "native/cli/listen_address.hpp"
#include "native/cli/output.hpp"
#include "native/cli/secrets_key.hpp"
#include "native/cli/serve_arguments.hpp"
#include "native/cli/usage_error.hpp"
#include "native/sender/certificate_files.hpp"
#include "native/sender/curl_library.hpp"
#include "native/service/service.hpp"
#include "native/system/open_files.hpp"

namespace hookstorm::native {
namespace {

constexpr DurationMilliseconds kMillisecondsPerSecond = 1000;
constexpr DurationMilliseconds kMillisecondsPerDay = kMillisecondsPerSecond * 24 * 60 * 60;

RetryPolicy policy_of(const std::vector<long>& delays_s) {
  RetryPolicy policy = default_retry_policy();
  if (delays_s.empty()) {
    return policy;
  }
  if (delays_s.size() > RetryPolicy::kRetriesMax) {
    throw UsageError("--retry-delays: at most " + std::to_string(RetryPolicy::kRetriesMax) +
                     " delays.");
  }
  policy.delays.clear();
  for (const long delay_s : delays_s) {
    if (delay_s < 0 || delay_s > RetryPolicy::kDelayMax / kMillisecondsPerSecond) {
      throw UsageError("--retry-delays: a delay has 0 to " +
                       std::to_string(RetryPolicy::kDelayMax / kMillisecondsPerSecond) +
                       " seconds.");
    }
    policy.delays.push_back(delay_s * kMillisecondsPerSecond);
  }
  return policy;
}

SendingSettings sending_settings(const ServeArguments& arguments) {
  if (const std::optional<std::string> problem = certificate_problem(arguments.transfer)) {
    throw UsageError(*problem);
  }
  return {.rules = {.retry = policy_of(arguments.retry_delays_s),
                    .disabling = {.period = arguments.disable_after_days * kMillisecondsPerDay}},
          .transfer = arguments.transfer};
}

std::optional<QueueSettings> queue_settings(const ServeArguments& arguments) {
  const JetStreamSettings& source = arguments.queue.source;
  if (source.url.empty() != source.stream.empty()) {
    throw UsageError("A queue needs both: --queue and --queue-stream.");
  }
  return source.url.empty() ? std::nullopt : std::optional(arguments.queue);
}

/// Throws UsageError.
boost::asio::ip::tcp::endpoint endpoint_of(const ServeArguments& arguments) {
  boost::asio::ip::tcp::endpoint endpoint = parse_listen_address(arguments.listen);
  if (arguments.open && !endpoint.address().is_loopback()) {
    throw UsageError("--open: " + endpoint.address().to_string() +
                     " is reached from other machines, whose users could all change webhooks. "
                     "Leave --open out, so that tokens are asked for, or listen on 127.0.0.1.");
  }
  return endpoint;
}

void warn_of_later_changes(const ServeArguments& before, const ServeArguments& after,
                           spdlog::logger& log) {
  const auto warn = [&log](bool has_changed, const char* option) {
    if (has_changed) {
      log.warn("a change of {} counts from the next start on", option);
    }
  };
  warn(before.database != after.database, "database");
  warn(before.listen != after.listen, "listen");
  warn(before.open != after.open, "open");
  warn(before.secrets_key_file != after.secrets_key_file, "secrets-key-file");
  warn(before.queue != after.queue, "queue");
  warn(before.log_form != after.log_form, "log");
}

/// What the settings are now; nothing, once the log says why, where they cannot be used.
std::optional<ChangeableSettings> settings_now(const std::vector<std::string>& command_line,
                                               const ServeArguments& before, spdlog::logger& log) {
  try {
    const ServeArguments after = read_serve_arguments(command_line);
    ChangeableSettings settings{.sending = sending_settings(after),
                                .retention = after.retention,
                                .rate_limits = after.rate_limits};
    warn_of_later_changes(before, after, log);
    return settings;
  } catch (const UsageError& error) {
    log.error("the settings stay as they were: {}", error.what());
    return std::nullopt;
  }
}

/// How many clients may be connected where so many files may be open: receivers, the store and the
/// queue need some as well.
std::size_t clients_max(std::size_t open_files_max) {
  static constexpr std::size_t kOthersMax = 4096;
  return std::min(Server::kConnectionsMax,
                  open_files_max - std::min(open_files_max / 2, kOthersMax));
}

/// Throws UsageError for what makes no sense: an open address that others reach, too many or
/// too long delays, a key or certificate that is none, a setting that there is not.
ExitCode serve(const std::vector<std::string>& command_line) {
  const ServeArguments arguments = read_serve_arguments(command_line);
  const std::shared_ptr<spdlog::logger> log = make_log(arguments.log_form);
  // One by one: GCC 12 destroys twice what an aggregate holds already when a later member throws.
  ServiceSettings settings;
  settings.database = arguments.database;
  settings.secrets_key = read_secrets_key(arguments.secrets_key_file);
  settings.listen = endpoint_of(arguments);
  settings.access = arguments.open ? AccessMode::open : AccessMode::token;
  settings.rate_limits = arguments.rate_limits;
  settings.dispatcher.sending = sending_settings(arguments);
  settings.retention = arguments.retention;
  settings.connections_max = clients_max(raise_open_files_limit());
  settings.queue = queue_settings(arguments);
  settings.read_again = [&] { return settings_now(command_line, arguments, *log); };
  try {
    const CurlLibrary library;
    Service service(settings, *log);
    const std::string address = address_of(service.endpoint());
    const std::optional<std::string> code = service.sign_in_code();
    if (!settings.listen.address().is_loopback()) {
      log->warn(
          "{} is not on this machine alone: put a proxy that speaks https before it, since "
          "tokens go unencrypted here",
          address);
    }
    print(stdout, "Hookstorm is ready at " + address + "\n" +
                      (code ? "Sign in, once and within 15 minutes: " + address +
                                  "#/sign-in?code=" + *code + "\n"
                            : ""));
    service.run();
    return ExitCode::good;
  } catch (const StoreError& error) {
    log->critical("{}", error.what());
  } catch (const boost::system::system_error& error) {
    log->critical("{} cannot be listened on: {}", arguments.listen, error.code().message());
  }
  return ExitCode::problems;
}

}  // namespace

Command add_serve(CLI::App& program, std::vector<std::string> command_line) {
  const auto arguments = std::make_shared<ServeArguments>();
  CLI::App* command = program.add_subcommand("serve", "Accept occurrences and deliver them");
  command->footer(
      "Example:\n  hookstorm serve --listen 127.0.0.1:8420 --retry-delays 5,300,1800\n\n"
      "SIGTERM ends it once what is under way has ended; SIGHUP reads the settings file and the "
      "certificates again.\n");
  add_serve_options(*command, *arguments);
  return {command,
          [arguments, command_line = std::move(command_line)] { return serve(command_line); }};
}

}  // namespace hookstorm::native
