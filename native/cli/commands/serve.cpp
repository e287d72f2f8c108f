#include "native/cli/serve.hpp"

#include <memory>

#include <boost/system/system_error.hpp>

#include "native/cli/listen_address.hpp"
#include "native/cli/output.hpp"
#include "native/cli/secrets_key.hpp"
#include "native/cli/usage_error.hpp"
#include "native/sender/curl_multi.hpp"
#include "native/service/service.hpp"

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

std::string address_of(const boost::asio::ip::tcp::endpoint& endpoint) {
  const std::string address = endpoint.address().to_string();
  return "http://" + (endpoint.address().is_v6() ? "[" + address + "]" : address) + ":" +
         std::to_string(endpoint.port()) + "/";
}

}  // namespace

ExitCode serve(const ServeArguments& arguments) {
  const DeliveryRules rules{
      .retry = policy_of(arguments.retry_delays_s),
      .disabling = {.period = arguments.disable_after_days * kMillisecondsPerDay}};
  const ServiceSettings settings{.database = arguments.database,
                                 .secrets_key = read_secrets_key(arguments.secrets_key_file),
                                 .listen = parse_listen_address(arguments.listen),
                                 .dispatcher = {.rules = rules, .transfer = arguments.transfer},
                                 .retention = arguments.retention};
  const std::shared_ptr<spdlog::logger> log = make_log(arguments.log_form);
  try {
    const CurlLibrary library;
    Service service(settings, *log);
    print(stdout, "Hookstorm is ready at " + address_of(service.endpoint()) + "\n");
    service.run();
    return ExitCode::good;
  } catch (const StoreError& error) {
    log->critical("{}", error.what());
  } catch (const boost::system::system_error& error) {
    log->critical("{} cannot be listened on: {}", arguments.listen, error.code().message());
  }
  return ExitCode::problems;
}

}  // namespace hookstorm::native
