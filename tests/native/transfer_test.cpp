#include <doctest/doctest.h>

#include "core/occurrence/occurrence.hpp"
#include "core/signature/signing.hpp"
#include "core/text/ascii.hpp"
#include "native/crypto/signed_request.hpp"
#include "native/sender/sender.hpp"
#include "sink.hpp"

using namespace hookstorm;
using namespace hookstorm::native;
using test::answer_of;
using test::Sink;

namespace {

constexpr long kTimeoutMs = 60'000;

Request request_to(const std::string& url) {
  Cryptography cryptography;
  return signed_request(
             parse_occurrence(sample_occurrence(Trigger::event_created), Checking::strict).value(),
             test::webhook(test::kFirstId, url),
             {.message_id = "msg_1", .attempted_at = 1'700'000'000'999}, cryptography)
      .value();
}

TransferResult transfer(Request request, const TransferSettings& settings) {
  Sender sender(settings, 4);
  TransferResult result = sender.send(std::move(request), settings.timeout_ms);
  CHECK(sender.running() == 0);
  return result;
}

TransferResult transfer(Request request, long timeout_ms = kTimeoutMs,
                        HttpTargets http_targets = HttpTargets::allowed) {
  return transfer(std::move(request), {.timeout_ms = timeout_ms,
                                       .http_targets = http_targets,
                                       .addresses = AddressGuard(loopback_networks())});
}

/// What comes of a request to `url` when nothing but the open Internet is allowed.
TransferResult guarded(const std::string& url, std::vector<std::string> resolved_names = {}) {
  return transfer(request_to(url), {.timeout_ms = kTimeoutMs,
                                    .http_targets = HttpTargets::allowed,
                                    .resolved_names = std::move(resolved_names)});
}

}  // namespace

TEST_CASE("transfer: sends exactly the rendered request, its headers in order and no others") {
  Sink sink([](const Request&) { return answer_of(204); });
  const Request request = request_to(sink.url("/a/b%2Fc?d=e"));
  const TransferResult result = transfer(request);
  CHECK(result.status == 204);
  CHECK_FALSE(result.failure);
  CHECK("http://" + *result.address == sink.url(""));
  const Request received = sink.requests().wait_for(1)[0];
  CHECK(received.method == "POST");
  CHECK(received.url == "/a/b%2Fc?d=e");
  CHECK(received.body == request.body);
  REQUIRE(received.headers.size() == request.headers.size());
  for (std::size_t i = 0; i < request.headers.size(); ++i) {
    CHECK(ascii::to_lower(received.headers[i].name) == request.headers[i].name);
    CHECK(received.headers[i].value == request.headers[i].value);
  }
}

TEST_CASE("transfer: the signature is that of the bytes received") {
  Sink sink([](const Request&) { return answer_of(200, "ok"); });
  CHECK(transfer(request_to(sink.url())).response_body == "ok");
  const Request received = sink.requests().wait_for(1)[0];
  const Secret secret{std::string(32, 'k')};
  const std::string timestamp = test::header_of(received, "webhook-timestamp");
  const Computations computations = signing_computations(
      {&secret}, test::header_of(received, "webhook-id"), timestamp, received.body);
  CHECK(test::header_of(received, "webhook-signature") ==
        signature_header(computations, Cryptography().compute(computations), timestamp).value);
}

TEST_CASE("transfer: an error status is an answer, with its body") {
  Sink sink([](const Request&) { return answer_of(500, "sorry"); });
  const TransferResult result = transfer(request_to(sink.url()));
  CHECK(result.status == 500);
  CHECK(result.response_body == "sorry");
}

TEST_CASE("transfer: Retry-After is passed on as it was received, in whatever case it is written") {
  const auto retry_after = [](const std::string& headers) {
    Sink sink([&](const Request&) { return answer_of(503, "", headers); });
    return transfer(request_to(sink.url())).retry_after;
  };
  CHECK(retry_after("") == "");
  CHECK(retry_after("Retry-After: 120\r\n") == "120");
  CHECK(retry_after("retry-AFTER:  Sun, 06 Nov 1994 08:49:37 GMT \r\n") ==
        "Sun, 06 Nov 1994 08:49:37 GMT");
  CHECK(retry_after("X-Retry-After: 5\r\nRetry-After-Too: 6\r\n") == "");
  CHECK(retry_after("Retry-After: 5\r\nRetry-After: 6\r\n") == "5, 6");
  CHECK(retry_after("Retry-After:\r\n") == "");
}

TEST_CASE("transfer: the headers of an interim answer are not those of the final one") {
  Sink sink([](const Request&) {
    return "HTTP/1.1 103 Early Hints\r\nRetry-After: 5\r\n\r\n" + answer_of(503);
  });
  const TransferResult result = transfer(request_to(sink.url()));
  CHECK(result.status == 503);
  CHECK(result.retry_after == "");
}

TEST_CASE("transfer: a redirect is an answer, and not followed") {
  Sink sink([](const Request&) { return answer_of(307, "", "Location: /elsewhere\r\n"); });
  CHECK(transfer(request_to(sink.url())).status == 307);
  CHECK(sink.requests().items().size() == 1);
}

TEST_CASE("transfer: the timeout covers the body") {
  Sink sink([](const Request&) { return "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ndrip"; });
  const TransferResult result = transfer(request_to(sink.url()), 1000);
  CHECK_FALSE(result.status);
  REQUIRE(result.failure);
  CHECK(result.failure->find("after status 200") != std::string::npos);
  CHECK(result.failure->find("Timeout was reached") != std::string::npos);
  CHECK(result.response_body == "drip");
}

TEST_CASE("transfer: no answer at all ends in a timeout, with the address") {
  Sink sink([](const Request&) { return ""; });
  const TransferResult result = transfer(request_to(sink.url()), 300);
  CHECK_FALSE(result.status);
  REQUIRE(result.failure);
  CHECK(result.failure->find("Timeout was reached: Operation timed out") == 0);
  CHECK(result.failure->find("127.0.0.1") != std::string::npos);
}

TEST_CASE("transfer: of a long body the beginning is kept, and its status counts") {
  const std::string body(kResponseBodyReadMax, 'x');
  Sink sink([&](const Request&) { return answer_of(200, body); });
  const TransferResult result = transfer(request_to(sink.url()));
  CHECK(result.status == 200);
  CHECK(result.response_body.size() == kResponseBodyKeptMax);
}

TEST_CASE("transfer: a body without end is cut off, and its status counts") {
  Sink sink([](const Request&) {
    return "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n" +
           std::string(kResponseBodyReadMax + 1, 'x');
  });
  const TransferResult result = transfer(request_to(sink.url()));
  CHECK(result.status == 200);
  CHECK(result.response_body.size() == kResponseBodyKeptMax);
}

TEST_CASE("transfer: headers without end are cut off and a failure") {
  Sink sink([](const Request&) {
    std::string answer = "HTTP/1.1 200 OK\r\n";
    while (answer.size() <= kResponseHeadersReadMax) {
      answer += "X-Long: " + std::string(1000, 'x') + "\r\n";
    }
    return answer;
  });
  const TransferResult result = transfer(request_to(sink.url()));
  CHECK_FALSE(result.status);
  CHECK(result.failure);
}

TEST_CASE(
    "transfer: nobody there, a broken answer, and plain http where it is refused, are failures") {
  std::string url;
  {
    Sink gone([](const Request&) { return ""; });
    url = gone.url();
  }
  const TransferResult nobody = transfer(request_to(url));
  REQUIRE(nobody.failure);
  CHECK(nobody.failure->find("127.0.0.1") != std::string::npos);
  Sink broken([](const Request&) { return "hello\r\n\r\n"; });
  CHECK(transfer(request_to(broken.url())).failure);
  CHECK(transfer(request_to(broken.url()), kTimeoutMs, HttpTargets::refused).failure);
  CHECK(broken.requests().items().size() == 1);
}

TEST_CASE(
    "transfer: an address that is not public is refused, with the rule, before a byte is sent") {
  Sink sink([](const Request&) { return answer_of(200); });
  const TransferResult result = guarded(sink.url());
  CHECK_FALSE(result.status);
  CHECK(result.failure ==
        "The address 127.0.0.1 is the sending machine itself (RFC 1122, section 3.2.1.3), where "
        "webhooks may not be sent.");
  CHECK(sink.requests().items().empty());
}

TEST_CASE("transfer: a name is judged by the address it leads to, whatever it is called") {
  Sink sink([](const Request&) { return answer_of(200); });
  const std::string port = sink.url("").substr(sink.url("").rfind(':') + 1);
  const std::string url = "http://public.example:" + port + "/in";
  const std::string refused = " where webhooks may not be sent.";
  for (const char* address :
       {"127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "[::1]", "[fe80::1]", "[fd00::1]",
        "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
        "[2001:0:4136:e378:8000:63bf:80ff:fffe]", "[fd00:ec2::254]"}) {
    CAPTURE(address);
    const TransferResult result = guarded(url, {"public.example:" + port + ":" + address});
    REQUIRE(result.failure);
    CHECK(result.failure->find(refused) != std::string::npos);
  }
  CHECK(sink.requests().items().empty());
}

TEST_CASE(
    "transfer: a name that leads to a public and a private address does not reach the private "
    "one") {
  Sink sink([](const Request&) { return answer_of(200); });
  const std::string port = sink.url("").substr(sink.url("").rfind(':') + 1);
  const TransferResult result =
      guarded("http://both.example:" + port + "/in", {"both.example:" + port + ":127.0.0.1,[::1]"});
  CHECK(result.failure);
  CHECK(sink.requests().items().empty());
}

TEST_CASE("transfer: a network that is allowed is reached by name too") {
  Sink sink([](const Request&) { return answer_of(200); });
  const std::string port = sink.url("").substr(sink.url("").rfind(':') + 1);
  const TransferResult result =
      transfer(request_to("http://inner.example:" + port + "/in"),
               {.timeout_ms = kTimeoutMs,
                .http_targets = HttpTargets::allowed,
                .addresses = AddressGuard({*parse_network("127.0.0.1/32")}),
                .resolved_names = {"inner.example:" + port + ":127.0.0.1"}});
  CHECK(result.status == 200);
}
