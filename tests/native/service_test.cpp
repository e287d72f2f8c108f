// The dispatcher as a whole, spoken to over its socket.
#include "native/service/service.hpp"

#include <array>

#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/json/parser.hpp"
#include "sink.hpp"

using namespace hookstorm;
using namespace hookstorm::native;
namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

using Answer = http::response<http::string_body>;

class RunningService {
 public:
  explicit RunningService(const RetentionSettings& retention = {},
                          std::size_t connections_max = Server::kConnectionsMax)
      : service_(settings(folder_, retention, connections_max), log_),
        thread_([this] { service_.run(); }) {}
  ~RunningService() {
    service_.stop();
    thread_.join();
  }
  RunningService(const RunningService&) = delete;
  RunningService& operator=(const RunningService&) = delete;
  RunningService(RunningService&&) = delete;
  RunningService& operator=(RunningService&&) = delete;

  asio::ip::tcp::socket connect() {
    asio::ip::tcp::socket socket(context_);
    socket.connect(service_.endpoint());
    return socket;
  }

  /// Sends the bytes and reads one answer.
  Answer raw(const std::string& bytes, bool is_head = false) {
    asio::ip::tcp::socket socket = connect();
    boost::system::error_code ignored;
    asio::write(socket, asio::buffer(bytes), ignored);
    boost::beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.skip(is_head);
    http::read(socket, buffer, parser);
    return parser.release();
  }

  Answer ask(const std::string& method, const std::string& target, const std::string& body = "") {
    return raw(method + " " + target +
                   " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                   "Content-Length: " +
                   std::to_string(body.size()) + "\r\n\r\n" + body,
               method == "HEAD");
  }

 private:
  static ServiceSettings settings(const test::TemporaryFolder& folder,
                                  const RetentionSettings& retention, std::size_t connections_max) {
    ServiceSettings settings{.database = folder.file("hookstorm.db"),
                             .listen = {asio::ip::address_v4::loopback(), 0},
                             .retention = retention,
                             .connections_max = connections_max,
                             .access = AccessMode::open};
    settings.dispatcher.sending.transfer.http_targets = HttpTargets::allowed;
    settings.dispatcher.sending.transfer.addresses = AddressGuard(loopback_networks());
    return settings;
  }

  test::TemporaryFolder folder_;
  spdlog::logger log_ = test::quiet_log();
  asio::io_context context_;
  Service service_;
  std::thread thread_;
};

nlohmann::json body_of(const Answer& answer) {
  return nlohmann::json::parse(answer.body());
}

std::string webhook_document(const nlohmann::json& attributes) {
  return nlohmann::json{{"data", {{"type", "webhooks"}, {"attributes", attributes}}}}.dump();
}

}  // namespace

TEST_CASE("service: a webhook is made, shown, changed and deleted") {
  RunningService service;
  const Answer created = service.ask(
      "POST", "/v1/webhooks",
      webhook_document({{"triggers", {"event.created"}}, {"url", "https://example.com/in"}}));
  REQUIRE(created.result_int() == 201);
  const nlohmann::json resource = body_of(created)["data"];
  CHECK(resource["attributes"]["secret"].get<std::string>().rfind("whsec_", 0) == 0);
  CHECK(resource["attributes"]["family"] == "extended");
  CHECK(resource["attributes"]["revision"] == 1);
  const std::string path = "/v1/webhooks/" + resource["id"].get<std::string>();

  CHECK_FALSE(body_of(service.ask("GET", path))["data"]["attributes"].contains("secret"));
  const Answer changed =
      service.ask("PATCH", path, webhook_document({{"name", "new"}, {"enabled", false}}));
  CHECK(changed.result_int() == 200);
  CHECK(body_of(changed)["data"]["attributes"]["revision"] == 2);
  const Answer unchanged = service.ask("PATCH", path, webhook_document({{"name", "new"}}));
  CHECK(body_of(unchanged)["data"]["attributes"]["revision"] == 2);
  CHECK(body_of(service.ask("GET", "/v1/webhooks"))["data"].size() == 1);

  const Answer deleted = service.ask("DELETE", path);
  CHECK(deleted.result_int() == 204);
  CHECK(deleted.body().empty());
  CHECK(service.ask("GET", path).result_int() == 404);
  CHECK(service.ask("DELETE", path).result_int() == 404);
  CHECK(service.ask("PATCH", path, "{}").result_int() == 404);
}

TEST_CASE("service: an accepted occurrence arrives, and the message tells what became of it") {
  test::Sink sink([](const Request&) { return test::answer_of(200, "\xFFok"); });
  RunningService service;
  REQUIRE(service
              .ask("POST", "/v1/webhooks",
                   webhook_document({{"triggers", {"event.created"}}, {"url", sink.url()}}))
              .result_int() == 201);
  const Answer accepted = service.ask("POST", "/v1/occurrences",
                                      std::string(sample_occurrence(Trigger::event_created)));
  REQUIRE(accepted.result_int() == 202);
  CHECK(body_of(accepted)["data"]["attributes"]["deliveries"] == 1);
  CHECK(body_of(accepted)["meta"]["problems"].empty());
  const std::string id = body_of(accepted)["data"]["id"];
  const Request received = sink.requests().wait_for(1)[0];
  CHECK(test::header_of(received, "webhook-id") == id);
  const Answer message = service.ask("GET", "/v1/messages/" + id);
  REQUIRE(message.result_int() == 200);
  CHECK(body_of(message)["data"]["attributes"]["deliveries"].size() == 1);
}

TEST_CASE("service: a filter that rejects an occurrence is told, at once and with the message") {
  RunningService service;
  const Answer created = service.ask("POST", "/v1/webhooks",
                                     webhook_document({{"triggers", {"event.created"}},
                                                       {"url", "https://example.com/in"},
                                                       {"filter", "event.language == 'fr'"}}));
  REQUIRE(created.result_int() == 201);
  const nlohmann::json webhook = body_of(created)["data"];
  CHECK(webhook["attributes"]["filter"] == "event.language == 'fr'");
  const nlohmann::json skipped = {
      {{"webhook_id", webhook["id"]},
       {"reason", "filter"},
       {"explanation", "event.language == 'fr' is false: event.language is \"en\""}}};
  const std::string occurrence(sample_occurrence(Trigger::event_created));
  const nlohmann::json accepted = body_of(service.ask("POST", "/v1/occurrences", occurrence));
  CHECK(accepted["data"]["attributes"]["deliveries"] == 0);
  CHECK(accepted["data"]["attributes"]["skipped"] == skipped);
  const std::string id = accepted["data"]["id"];
  const nlohmann::json message = body_of(service.ask("GET", "/v1/messages/" + id));
  CHECK(message["data"]["attributes"]["skipped"] == skipped);

  const std::string path = "/v1/webhooks/" + webhook["id"].get<std::string>();
  const Answer refused = service.ask("PATCH", path, webhook_document({{"filter", "event."}}));
  CHECK(refused.result_int() == 422);
  CHECK(body_of(refused)["errors"][0]["source"]["pointer"] == "/data/attributes/filter");
  CHECK(service.ask("PATCH", path, webhook_document({{"filter", nullptr}})).result_int() == 200);
  const nlohmann::json again = body_of(service.ask("POST", "/v1/occurrences", occurrence));
  CHECK(again["data"]["attributes"]["deliveries"] == 1);
}

TEST_CASE("service: a webhook that 410 disabled says so, and heals by being switched on") {
  test::Sink sink([](const Request&) { return test::answer_of(410); });
  RunningService service;
  const nlohmann::json created = body_of(service.ask(
      "POST", "/v1/webhooks",
      webhook_document({{"triggers", {"event.created"}}, {"url", sink.url()}})))["data"];
  CHECK(created["attributes"]["health"] == nlohmann::json{{"state", "healthy"}});
  const std::string path = "/v1/webhooks/" + created["id"].get<std::string>();
  service.ask("POST", "/v1/occurrences", std::string(sample_occurrence(Trigger::event_created)));
  sink.requests().wait_for(1);
  const auto attributes = [&] { return body_of(service.ask("GET", path))["data"]["attributes"]; };
  nlohmann::json shown = attributes();
  const auto end = std::chrono::steady_clock::now() + test::kWaitMax;
  while (shown["enabled"] == true && std::chrono::steady_clock::now() < end) {
    shown = attributes();
  }
  CHECK(shown["enabled"] == false);
  CHECK(shown["health"]["state"] == "disabled");
  CHECK(shown["health"]["reason"] == "gone");
  CHECK(shown["health"].contains("since"));
  CHECK(shown["revision"] == 2);
  const Answer listed = service.ask("GET", "/v1/webhooks");
  CHECK(body_of(listed)["data"][0]["attributes"]["health"]["reason"] == "gone");

  const Answer renamed = service.ask("PATCH", path, webhook_document({{"name", "still off"}}));
  CHECK(body_of(renamed)["data"]["attributes"]["health"]["state"] == "disabled");
  const Answer healed = service.ask("PATCH", path, webhook_document({{"enabled", true}}));
  CHECK(body_of(healed)["data"]["attributes"]["enabled"] == true);
  CHECK(body_of(healed)["data"]["attributes"]["health"] == nlohmann::json{{"state", "healthy"}});
}

TEST_CASE("service: messages that are too many go, and the newest stays") {
  RunningService service({.messages = {.count = 1}, .look_every = std::chrono::milliseconds(1)});
  const auto accept = [&] {
    const Answer accepted = service.ask("POST", "/v1/occurrences",
                                        std::string(sample_occurrence(Trigger::event_created)));
    return "/v1/messages/" + body_of(accepted)["data"]["id"].get<std::string>();
  };
  const std::string first = accept();
  const std::string second = accept();
  const auto end = std::chrono::steady_clock::now() + test::kWaitMax;
  while (service.ask("GET", first).result_int() == 200 && std::chrono::steady_clock::now() < end) {
  }
  CHECK(service.ask("GET", first).result_int() == 404);
  CHECK(service.ask("GET", second).result_int() == 200);
}

TEST_CASE("service: bad input is refused with its code and place") {
  RunningService service;
  const Answer broken = service.ask("POST", "/v1/occurrences", "{nope");
  CHECK(broken.result_int() == 400);
  CHECK(body_of(broken)["errors"][0]["code"] == "invalid-json");
  const Answer wrong = service.ask("POST", "/v1/occurrences", R"({"trigger":"event.gone"})");
  CHECK(wrong.result_int() == 422);
  CHECK(body_of(wrong)["errors"][0]["source"]["pointer"] == "/trigger");
  CHECK(service.ask("POST", "/v1/occurrences?checking=lax", "{}").result_int() == 422);
  CHECK(service.raw("nonsense\r\n\r\n").result_int() == 400);
  CHECK(service.raw("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n").result_int() == 403);
  CHECK(service.raw("GET / HTTP/1.1\r\n\r\n").result_int() == 403);
  CHECK(service
            .raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n")
            .result_int() == 431);
}

TEST_CASE(
    "service: a body of the greatest size is read, a larger one is refused and its sender hears "
    "it") {
  RunningService service;
  const std::string largest(json::kDocumentBytesMax, ' ');
  CHECK(service.ask("POST", "/v1/occurrences", largest).result_int() == 400);
  const Answer refused =
      service.ask("POST", "/v1/occurrences", largest + std::string(1 << 20, ' '));
  CHECK(refused.result_int() == 413);
  CHECK(body_of(refused)["errors"][0]["code"] == "too-large");
  std::string chunked =
      "POST /v1/occurrences HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      "Transfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 3; ++i) {
    chunked += "100000\r\n" + std::string(1 << 20, ' ') + "\r\n";
  }
  CHECK(service.raw(chunked + "0\r\n\r\n").result_int() == 413);
}

TEST_CASE("service: a client that waits to be told to continue is told") {
  RunningService service;
  asio::ip::tcp::socket socket = service.connect();
  asio::write(socket,
              asio::buffer(std::string("POST /v1/occurrences HTTP/1.1\r\nHost: localhost\r\n"
                                       "Content-Type: application/json\r\nContent-Length: 2\r\n"
                                       "Expect: 100-continue\r\n\r\n")));
  boost::beast::flat_buffer buffer;
  http::response<http::empty_body> interim;
  http::read(socket, buffer, interim);
  CHECK(interim.result_int() == 100);
  asio::write(socket, asio::buffer(std::string("{}")));
  Answer answer;
  http::read(socket, buffer, answer);
  CHECK(answer.result_int() == 422);
}

TEST_CASE("service: HEAD gives the head alone, and a connection serves many requests") {
  RunningService service;
  const Answer head = service.ask("HEAD", "/healthz");
  CHECK(head.result_int() == 200);
  CHECK(head[http::field::content_length] == "15");
  asio::ip::tcp::socket socket = service.connect();
  boost::beast::flat_buffer buffer;
  asio::write(socket,
              asio::buffer(std::string("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                       "GET /v1/instance HTTP/1.1\r\nHost: localhost\r\n\r\n")));
  Answer first;
  http::read(socket, buffer, first);
  CHECK(first.body() == R"({"status":"ok"})");
  Answer second;
  http::read(socket, buffer, second);
  CHECK(body_of(second)["data"]["attributes"]["http_targets"] == "allowed");
}

TEST_CASE("service: beyond its connections the one that waits the longest makes room") {
  RunningService service({}, 2);
  asio::ip::tcp::socket first = service.connect();
  asio::ip::tcp::socket second = service.connect();
  asio::write(second,
              asio::buffer(std::string("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")));
  boost::beast::flat_buffer buffer;
  Answer answer;
  http::read(second, buffer, answer);
  CHECK(service.ask("GET", "/healthz").result_int() == 200);
  std::array<char, 1> byte{};
  boost::system::error_code error;
  first.read_some(asio::buffer(byte), error);
  CHECK(error);  // The end, or a reset.
  asio::write(second,
              asio::buffer(std::string("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")));
  http::read(second, buffer, answer);
  CHECK(answer.result_int() == 200);
}

TEST_CASE("service: where every connection is owed an answer, one more is refused") {
  RunningService service({}, 1);
  asio::ip::tcp::socket follower = service.connect();
  asio::write(follower,
              asio::buffer(std::string("GET /v1/updates HTTP/1.1\r\nHost: localhost\r\n\r\n")));
  std::array<char, 64> bytes{};
  follower.read_some(asio::buffer(bytes));
  asio::ip::tcp::socket refused = service.connect();
  boost::beast::flat_buffer buffer;
  Answer answer;
  http::read(refused, buffer, answer);
  CHECK(answer.result_int() == 503);
}

TEST_CASE("service: a request whose end is in doubt is refused, and nothing after it is read") {
  const std::string head = "POST /v1/occurrences HTTP/1.1\r\nHost: localhost\r\n";
  const std::string hidden = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
  for (const char* lengths : {"Content-Length: 0\r\nTransfer-Encoding: chunked\r\n",
                              "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n",
                              "Transfer-Encoding: xchunked\r\n",
                              "Transfer-Encoding: chunked, identity\r\n",
                              "Transfer-Encoding: gzip, chunked\r\n",
                              "Transfer-Encoding: identity\r\n",
                              "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                              "Transfer-Encoding : chunked\r\n",
                              "Transfer-Encoding: \013chunked\r\n",
                              "Content-Length: 0\r\nContent-Length: 0\r\n",
                              "Content-Length: 0\r\nContent-Length: 9\r\n",
                              "Content-Length: 0, 0\r\n",
                              "Content-Length: +0\r\n",
                              "Content-Length: -1\r\n",
                              "Content-Length: 0x0\r\n",
                              "Content-Length: 99999999999999999999999\r\n",
                              "Content-Length: \r\n",
                              "X: a\nContent-Length: 0\r\n",
                              "X\r\n",
                              " X: a\r\n"}) {
    CAPTURE(lengths);
    RunningService service;
    asio::ip::tcp::socket socket = service.connect();
    asio::write(socket, asio::buffer(head + lengths + "\r\n" + hidden));
    boost::beast::flat_buffer buffer;
    Answer answer;
    http::read(socket, buffer, answer);
    CHECK(answer.result_int() >= 400);
    CHECK(answer.result_int() < 500);
    Answer second;
    boost::system::error_code error;
    socket.shutdown(asio::ip::tcp::socket::shutdown_send, error);
    http::read(socket, buffer, second, error);
    CHECK(error);
  }
}
