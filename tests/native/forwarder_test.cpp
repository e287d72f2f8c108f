#include "native/inbox/forwarder.hpp"

#include <doctest/doctest.h>

#include "core/text/ascii.hpp"
#include "sink.hpp"

using namespace hookstorm;
using namespace hookstorm::native;
using test::answer_of;
using test::Sink;

namespace {

TransferSettings local() {
  return {.http_targets = HttpTargets::allowed, .addresses = AddressGuard(loopback_networks())};
}

Capture captured(const std::string& method, const std::string& body) {
  return {.head = {.method = method,
                   .target = "/in/x",
                   .source = "",
                   .headers = {{"Host", "inbox.example"},
                               {"Connection", "keep-alive"},
                               {"Content-Length", "9"},
                               {"Transfer-Encoding", "chunked"},
                               {"Webhook-Id", "msg_1"},
                               {"X-Empty", ""}}},
          .body = body};
}

TransferResult forward(const Capture& capture, const std::string& url,
                       const TransferSettings& settings = local()) {
  spdlog::logger log = test::quiet_log();
  Forwarder forwarder(settings, log);
  test::Arrivals<TransferResult> results;
  REQUIRE(forwarder.forward(forwarded_request(capture, url),
                            [&](TransferResult result) { results.add(std::move(result)); }));
  return results.wait_for(1).front();
}

}  // namespace

TEST_CASE("forwarder: a capture goes on as it came, whatever its method") {
  Sink sink([](const Request& request) {
    return request.method == "HEAD" ? "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n"
                                    : answer_of(201, "made", "X-Answer: yes\r\n");
  });
  std::size_t count = 0;
  for (const char* method : {"POST", "PUT", "GET", "HEAD", "DELETE", "OPTIONS", "REPORT"}) {
    CAPTURE(method);
    for (const char* body : {"", "\xFF{}"}) {
      if (std::string_view(method) == "HEAD" && *body != '\0') {
        continue;  // libcurl sends none.
      }
      const TransferResult result = forward(captured(method, body), sink.url("/to?a=b"));
      const Request received = sink.requests().wait_for(++count).back();
      CHECK(received.method == method);
      CHECK(received.url == "/to?a=b");
      CHECK(received.body == body);
      CHECK(test::header_of(received, "webhook-id") == "msg_1");
      CHECK(test::header_of(received, "host").starts_with("127.0.0.1"));
      std::size_t empty = 0;
      for (const Header& header : received.headers) {
        const std::string name = ascii::to_lower(header.name);
        empty += name == "x-empty" ? 1U : 0U;
        CHECK(name != "transfer-encoding");
        CHECK(name != "connection");
        CHECK(name != "content-type");
        CHECK(name != "accept");
      }
      CHECK(empty == 1);
      REQUIRE(result.status);
      if (std::string_view(method) != "HEAD") {
        CHECK(*result.status == 201);
        CHECK(result.response_body == "made");
        REQUIRE_FALSE(result.response_headers.empty());
        CHECK(result.response_headers.back().value == "yes");
      }
    }
  }
}

TEST_CASE("forwarder: addresses are judged as those of deliveries are, by the settings of now") {
  Sink sink([](const Request&) { return answer_of(204); });
  const TransferResult refused =
      forward(captured("POST", ""), sink.url(), {.http_targets = HttpTargets::allowed});
  REQUIRE(refused.failure);
  CHECK(refused.failure->find("is the sending machine itself") != std::string::npos);
  CHECK(sink.requests().items().empty());

  spdlog::logger log = test::quiet_log();
  Forwarder forwarder({.http_targets = HttpTargets::allowed}, log);
  forwarder.use(local());
  test::Arrivals<TransferResult> results;
  REQUIRE(forwarder.forward(forwarded_request(captured("POST", ""), sink.url()),
                            [&](TransferResult result) { results.add(std::move(result)); }));
  CHECK(results.wait_for(1).front().status == 204);
}

TEST_CASE("forwarder: only so many are under way, and the end breaks them off") {
  Sink sink([](const Request&) { return std::string(); });
  spdlog::logger log = test::quiet_log();
  Forwarder forwarder(local(), log);
  const auto send = [&] {
    return forwarder.forward(forwarded_request(captured("POST", "x"), sink.url()),
                             [](const TransferResult&) { FAIL("It has no end."); });
  };
  for (std::size_t i = 0; i < Forwarder::kUnderWayMax; ++i) {
    CHECK(send());
  }
  CHECK_FALSE(send());
  sink.requests().wait_for(Forwarder::kUnderWayMax);
}
