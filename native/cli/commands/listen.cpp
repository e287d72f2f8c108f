// `hookstorm listen`: a receiver on this machine, for developing one: prints what comes in, checks
// it and, where it is told to, passes it on.
#include <algorithm>
#include <csignal>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/system/system_error.hpp>

#include "native/api/server.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/listen_address.hpp"
#include "native/cli/options.hpp"
#include "native/cli/output.hpp"
#include "native/cli/received.hpp"
#include "native/cli/usage_error.hpp"
#include "native/log/log.hpp"
#include "native/sender/connection_headers.hpp"
#include "native/sender/curl_library.hpp"
#include "native/sender/sender.hpp"
#include "native/system/clock.hpp"

namespace hookstorm::native {
namespace {

constexpr int kStatusDefault = 200;
constexpr int kStatusMin = 200;
constexpr int kStatusMax = 599;
constexpr int kBadGateway = 502;

struct Arguments {
  std::string listen = "127.0.0.1:8421";
  std::string forward_to;            ///< Empty: nothing is passed on.
  std::vector<std::string> secrets;  ///< Empty: signatures are not checked.
  std::int64_t tolerance_seconds = kToleranceSecondsDefault;
  int status = kStatusDefault;  ///< Where nothing is passed on.
  /// Who passes on from here may reach whatever this machine reaches.
  TransferSettings transfer{.http_targets = HttpTargets::allowed,
                            .addresses = AddressGuard(all_networks())};
  bool json = false;
};

Request passed_on(const ApiRequest& request, const std::string& url) {
  Request passed{.method = request.method, .url = url, .headers = {}, .body = request.body};
  std::copy_if(request.headers.begin(), request.headers.end(), std::back_inserter(passed.headers),
               [](const Header& header) { return !is_of_connection(header.name); });
  return passed;
}

/// Takes one request after the other.
class Listener {
 public:
  explicit Listener(const Arguments& arguments)
      : arguments_(arguments), sender_(arguments.transfer, 1) {}

  ApiResponse take(const ApiRequest& request) {
    Received received = native::received(request, system_clock()(), arguments_.secrets,
                                         arguments_.tolerance_seconds);
    const bool is_passed_on = !arguments_.forward_to.empty() && request.method == "POST";
    if (is_passed_on) {
      received.forwarded =
          sender_.send(passed_on(request, arguments_.forward_to), arguments_.transfer.timeout_ms);
    }
    print(stdout, arguments_.json ? line_of(received) : text_of(received));
    if (!is_passed_on) {
      return {.status = arguments_.status, .content_type = "text/plain"};
    }
    return {.status = received.forwarded->status.value_or(kBadGateway),
            .body = received.forwarded->response_body,
            .content_type = "text/plain"};
  }

 private:
  const Arguments& arguments_;
  Sender sender_;
};

/// Until SIGINT or SIGTERM. Throws UsageError.
ExitCode listen(const Arguments& arguments) {
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT: a broken connection is an error code, not an end.
  const CurlLibrary library;
  const std::shared_ptr<spdlog::logger> log = make_log(LogForm::text);
  Listener listener(arguments);
  boost::asio::io_context context(1);
  boost::asio::signal_set signals(context, SIGTERM, SIGINT);
  signals.async_wait([&context](const boost::system::error_code&, int) { context.stop(); });
  // Whatever its Host: a tunnel brings requests from elsewhere, and nothing here can be changed.
  const Router router(
      {},
      [&listener](const ApiRequest& request, const Reply& reply) { reply(listener.take(request)); },
      [](const ApiRequest&, Scope) { return Admission{}; });
  try {
    Server server(context, parse_loopback_address(arguments.listen), router,
                  Server::kConnectionsMax, *log);
    server.start();
    print(stderr, "Listening at " + address_of(server.endpoint()) + "\n");
    context.run();
    return ExitCode::good;
  } catch (const boost::system::system_error& error) {
    print(stderr, arguments.listen + " cannot be listened on: " + error.code().message() + "\n");
    return ExitCode::problems;
  }
}

}  // namespace

Command add_listen(CLI::App& program) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = program.add_subcommand(
      "listen", "Receive webhooks here: print, check and pass them on, while developing");
  command->footer(
      "Examples:\n  hookstorm listen --secret whsec_…\n"
      "  hookstorm listen --forward-to http://127.0.0.1:3000/webhooks --json\n\n"
      "Answers with --status or, where requests are passed on, as that receiver did (502 where it "
      "could not be reached). Ctrl-C ends it.\n");
  command->add_option("--listen", arguments->listen, "A loopback address; port 0 takes a free one")
      ->type_name("ADDRESS:PORT")
      ->capture_default_str();
  CLI::Option* forward =
      command
          ->add_option("--forward-to", arguments->forward_to,
                       "Pass POST requests on to it, one after the other")
          ->check(CLI::Validator(
              [](std::string& text) {
                const Result<TargetUrl> url = parse_target_url(text, HttpTargets::allowed, "");
                return url.ok() ? std::string() : url.problems().list().front().message;
              },
              ""))
          ->type_name("URL");
  add_received_secrets(*command, arguments->secrets);
  add_tolerance(*command, arguments->tolerance_seconds);
  command->add_option("--status", arguments->status, "What is answered")
      ->check(CLI::Range(kStatusMin, kStatusMax))
      ->excludes(forward)
      ->type_name("STATUS")
      ->capture_default_str();
  add_timeout(*command, arguments->transfer.timeout_ms);
  command->add_flag("--json", arguments->json, "Print a line of JSON for each request");
  return {command, [arguments] { return listen(*arguments); }};
}

}  // namespace hookstorm::native
