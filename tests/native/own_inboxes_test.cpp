// That a sender which may reach nothing but the open Internet reaches this instance's own inboxes,
// and nothing else of it.
#include "native/sender/own_inboxes.hpp"

#include <boost/asio/ip/address.hpp>
#include <doctest/doctest.h>

#include "native/sender/sender.hpp"
#include "sink.hpp"

using namespace hookstorm;
using namespace hookstorm::native;
using test::answer_of;
using test::Sink;
namespace ip = boost::asio::ip;

namespace {

constexpr long kTimeoutMs = 60'000;

ip::tcp::endpoint endpoint(const std::string& address, unsigned short port) {
  return {ip::make_address(address), port};
}

ip::tcp::endpoint endpoint_of(const Sink& sink) {
  const std::string url = sink.url("");
  return endpoint("127.0.0.1",
                  static_cast<unsigned short>(std::stoi(url.substr(url.rfind(':') + 1))));
}

Request post(const std::string& url) {
  return {.method = "POST", .url = url, .headers = {}, .body = "x"};
}

TransferSettings strict(const Sink& sink) {
  return {.own_inboxes = OwnInboxes(endpoint_of(sink))};
}

}  // namespace

TEST_CASE("own inboxes: are those of the address that is listened at, by path") {
  const OwnInboxes own(endpoint("127.0.0.1", 8420));
  CHECK(own.url_of("x") == "http://127.0.0.1:8420/in/x");
  CHECK(own.is_meant_by("http://127.0.0.1:8420/in/x"));
  CHECK(own.is_meant_by("http://127.0.0.1:8420/in/x/y?z"));
  for (const char* url :
       {"http://127.0.0.1:8420/v1/webhooks", "http://127.0.0.1:8420/in",
        "http://127.0.0.1:8421/in/x", "https://127.0.0.1:8420/in/x", "http://localhost:8420/in/x",
        "http://127.0.0.2:8420/in/x", "http://127.0.0.1:84201/in/x",
        "http://127.0.0.1:8420@evil.example/in/x", "http://127.0.0.1:8420/inx",
        "http://example.com/?http://127.0.0.1:8420/in/x", ""}) {
    CAPTURE(url);
    CHECK_FALSE(own.is_meant_by(url));
  }
  CHECK(OwnInboxes(endpoint("0.0.0.0", 8420)).url_of("x") == "http://127.0.0.1:8420/in/x");
  CHECK(OwnInboxes(endpoint("::", 80)).url_of("x") == "http://[::1]/in/x");
}

TEST_CASE("own inboxes: a connection leads there by address and port") {
  const OwnInboxes own(endpoint("127.0.0.1", 8420));
  CHECK(own.is_reached_at(*endpoint("127.0.0.1", 8420).data()));
  CHECK_FALSE(own.is_reached_at(*endpoint("127.0.0.1", 8421).data()));
  CHECK_FALSE(own.is_reached_at(*endpoint("127.0.0.2", 8420).data()));
  CHECK_FALSE(own.is_reached_at(*endpoint("::1", 8420).data()));
  const OwnInboxes of_v6(endpoint("::1", 8420));
  CHECK(of_v6.is_reached_at(*endpoint("::1", 8420).data()));
  CHECK_FALSE(of_v6.is_reached_at(*endpoint("::2", 8420).data()));
}

TEST_CASE(
    "own inboxes: are sent to by plain http, without leave for the network; the rest is not") {
  Sink sink([](const Request&) { return answer_of(204); });
  Sink other([](const Request&) { return answer_of(204); });
  TransferSettings settings = strict(sink);
  settings.http_targets = HttpTargets::allowed;  // So that the address decides.
  Sender sender(settings, 4);
  const auto status_of = [&](const std::string& url) {
    return sender.send(post(url), kTimeoutMs).status;
  };
  CHECK(status_of(sink.url("/in/x")) == 204);
  // At once, so that a kept connection would be used.
  CHECK_FALSE(status_of(sink.url("/v1/webhooks")));
  CHECK_FALSE(status_of(sink.url("/in")));
  CHECK_FALSE(status_of(other.url("/in/x")));
  CHECK(status_of(sink.url("/in/x/y")) == 204);
  CHECK(sink.requests().items().size() == 2);
  CHECK(other.requests().items().empty());
  CHECK(Sender(strict(sink), 4).send(post(sink.url("/in/x")), kTimeoutMs).status == 204);
  CHECK_FALSE(Sender(strict(sink), 4).send(post(sink.url("/v1")), kTimeoutMs).status);
}

TEST_CASE("own inboxes: a name that is said to be the address does not count as it") {
  Sink sink([](const Request&) { return answer_of(204); });
  const std::string port = std::to_string(endpoint_of(sink).port());
  TransferSettings settings = strict(sink);
  settings.http_targets = HttpTargets::allowed;
  settings.resolved_names = {"inbox.example:" + port + ":127.0.0.1"};
  const TransferResult result =
      Sender(settings, 4).send(post("http://inbox.example:" + port + "/in/x"), kTimeoutMs);
  CHECK_FALSE(result.status);
  CHECK(sink.requests().items().empty());
}

TEST_CASE("own inboxes: are reached past a proxy") {
  Sink sink([](const Request&) { return answer_of(204); });
  Sink proxy([](const Request&) { return answer_of(502); });
  TransferSettings settings = strict(sink);
  settings.http_targets = HttpTargets::allowed;
  settings.proxy = proxy.url("");
  Sender sender(settings, 4);
  CHECK(sender.send(post(sink.url("/in/x")), kTimeoutMs).status == 204);
  CHECK(sender.send(post("http://example.com/in/x"), kTimeoutMs).status == 502);
}
