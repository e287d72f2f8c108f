#include "native/api/page_files.hpp"

#include <array>

#include <doctest/doctest.h>

#include "native/api/routes.hpp"
#include "native/store/sqlite_store.hpp"
#include "support.hpp"

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

constexpr std::array<PageFile, 2> kFiles = {{
    {"/index.html", "text/html; charset=utf-8", "abc", "<!doctype html>"},
    {"/assets/core-1a2b.wasm", "application/wasm", "def", std::string_view("\0asm", 4)},
}};

struct Fixture {
  test::TemporaryFolder folder;
  SqliteStore store{folder.file("hookstorm.db")};
  spdlog::logger log = test::quiet_log();
  Metrics metrics;
  Writer writer{store, log};
  Intake intake{writer, system_clock(), system_random(), [](const AcceptedDeliveries&) {}};
  WebhookChanges changes{writer, system_clock(), system_random(), [] {}};
  DeliveryChanges deliveries{writer, system_clock(), [](const auto&) {}};
  boost::asio::io_context io;
  Inboxes inboxes{writer, system_clock(), system_random()};
  DelayedAnswers delayed_answers{io};
  Forwarder forwarder{{}, log};
  Updates updates;
  UpdateFeed feed{io, updates, writer, store, system_clock(), system_random(), log};

  ApiResponse ask(const std::string& method, const std::string& target, Page page = Page(kFiles),
                  const std::string& if_none_match = "") {
    AccessTable access(read_access(store), {});
    AccessChanges access_changes(writer, access, system_clock(), system_random());
    const ApiContext context{.reader = store,
                             .intake = intake,
                             .changes = changes,
                             .deliveries = deliveries,
                             .inboxes = inboxes,
                             .delayed_answers = delayed_answers,
                             .forwarder = forwarder,
                             .writer = writer,
                             .updates = feed,
                             .metrics = metrics,
                             .access = access,
                             .access_changes = access_changes,
                             .requests_under_way = [] { return std::size_t{0}; },
                             .http_targets = HttpTargets::refused,
                             .clock = system_clock(),
                             .page = page,
                             .own_inboxes = OwnInboxes({})};
    ApiResponse response;
    show_page_file(context, {.method = method, .target = target, .if_none_match = if_none_match},
                   [&](ApiResponse given) { response = std::move(given); });
    return response;
  }
};

std::string header_of(const ApiResponse& response, std::string_view name) {
  for (const Header& header : response.headers) {
    if (header.name == name) {
      return header.value;
    }
  }
  return "";
}

}  // namespace

TEST_CASE("page: the root is index.html, with the page's policy, asked for anew each time") {
  Fixture fixture;
  const ApiResponse response = fixture.ask("GET", "/?from=here");
  CHECK(response.status == 200);
  CHECK(response.body == "<!doctype html>");
  CHECK(response.content_type == "text/html; charset=utf-8");
  CHECK(header_of(response, "Cache-Control") == "no-cache");
  CHECK(header_of(response, "ETag") == "\"abc\"");
  CHECK(header_of(response, "Referrer-Policy") == "no-referrer");
  CHECK(header_of(response, "Content-Security-Policy") ==
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src *");
}

TEST_CASE("page: an asset has its media type and may be kept for ever") {
  Fixture fixture;
  const ApiResponse response = fixture.ask("GET", "/assets/core-1a2b.wasm");
  CHECK(response.body.size() == 4);
  CHECK(response.content_type == "application/wasm");
  CHECK(header_of(response, "Cache-Control").find("immutable") != std::string::npos);
}

TEST_CASE("page: what the client has already is not sent again") {
  Fixture fixture;
  const ApiResponse same = fixture.ask("GET", "/", Page(kFiles), R"(W/"xyz", "abc")");
  CHECK(same.status == 304);
  CHECK(same.body.empty());
  CHECK(fixture.ask("GET", "/", Page(kFiles), R"("abd")").status == 200);
}

TEST_CASE("page: other paths and methods are refused, and a program without page says so") {
  Fixture fixture;
  CHECK(fixture.ask("GET", "/assets/../index.html").status == 404);
  CHECK(fixture.ask("POST", "/").status == 405);
  const ApiResponse response = fixture.ask("GET", "/", Page({}));
  CHECK(response.status == 404);
  CHECK(response.body.find("without it") != std::string::npos);
}
