// Taking occurrences in by the API, without its sockets.
#include "native/api/occurrences.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "native/api/idempotency.hpp"
#include "native/api/routes.hpp"
#include "native/store/sqlite_store.hpp"
#include "support.hpp"

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

constexpr EpochMilliseconds kNow = 1'700'000'000'000;

struct Fixture {
  test::TemporaryFolder folder;
  SqliteStore store{folder.file("hookstorm.db")};
  spdlog::logger log = test::quiet_log();
  test::Arrivals<ApiResponse> responses;
  Metrics metrics;
  Writer writer{store, log};
  Intake intake{writer, [] { return kNow; }, system_random(), [](const AcceptedDeliveries&) {}};
  WebhookChanges changes{writer, [] { return kNow; }, system_random(), [] {}};
  DeliveryChanges deliveries{writer, [] { return kNow; }, [](const auto&) {}};
  boost::asio::io_context io;
  Inboxes inboxes{writer, [] { return kNow; }, system_random()};
  DelayedAnswers delayed_answers{io};
  Forwarder forwarder{{}, log};
  Updates updates;
  UpdateFeed feed{io, updates, writer, store, [] { return kNow; }, system_random(), log};
  AccessTable access{read_access(store), {}};
  AccessChanges access_changes{writer, access, [] { return kNow; }, system_random()};
  ApiContext context{.reader = store,
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
                     .clock = [] { return kNow; },
                     .page = embedded_page(),
                     .own_inboxes = OwnInboxes({})};
  Router router = make_router(context);
  std::size_t asked = 0;

  ~Fixture() { writer.stop(); }

  void post(const std::string& target, const std::string& body,
            const std::optional<std::string>& key = std::nullopt) {
    router.handle({.method = "POST",
                   .target = target,
                   .content_type = "application/json",
                   .idempotency_key = key,
                   .body = body,
                   .caller = open_caller()},
                  router.find("POST", target),
                  [this](ApiResponse response) { responses.add(std::move(response)); });
    ++asked;
  }

  ApiResponse answer(const std::string& target, const std::string& body,
                     const std::optional<std::string>& key = std::nullopt) {
    post(target, body, key);
    return responses.wait_for(asked).back();
  }

  std::int64_t messages() {
    writer.stop();
    sqlite::Database database(folder.file("hookstorm.db"), sqlite::Access::read);
    sqlite::Query query = database.query("SELECT count(*) FROM messages");
    REQUIRE(query.step());
    return query.integer(0);
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

nlohmann::json body_of(const ApiResponse& response) {
  return nlohmann::json::parse(response.body);
}

const std::string kOccurrence(sample_occurrence(Trigger::event_created));
const std::string kBatch = "[" + kOccurrence + "," + kOccurrence + "]";

}  // namespace

TEST_CASE(
    "occurrences: a request sent again with its key gets the very bytes of the first answer") {
  for (const auto& [target, body] :
       {std::pair("/v1/occurrences", kOccurrence), std::pair("/v1/occurrences/batch", kBatch)}) {
    Fixture fixture;
    const ApiResponse first = fixture.answer(target, body, "key");
    const ApiResponse again = fixture.answer(target, body, "key");
    CHECK(first.status == 202);
    CHECK(again.status == 202);
    CHECK(again.body == first.body);
    CHECK(header_of(first, "Idempotency-Replayed").empty());
    CHECK(header_of(again, "Idempotency-Replayed") == "true");
    CHECK(fixture.messages() == (body == kBatch ? 2 : 1));
  }
}

TEST_CASE("occurrences: a key that another request had is refused: body, checking and path count") {
  Fixture fixture;
  REQUIRE(fixture.answer("/v1/occurrences", kOccurrence, "key").status == 202);
  for (const auto& [target, body] : {std::pair("/v1/occurrences", kOccurrence + " "),
                                     std::pair("/v1/occurrences?checking=lenient", kOccurrence),
                                     std::pair("/v1/occurrences/batch", kBatch)}) {
    const ApiResponse refused = fixture.answer(target, body, "key");
    CHECK(refused.status == 409);
    CHECK(body_of(refused)["errors"][0]["code"] == "idempotency-key-reused");
    CHECK(body_of(refused)["errors"][0]["source"]["header"] == "Idempotency-Key");
  }
  // The same checking, said aloud.
  CHECK(fixture.answer("/v1/occurrences?checking=strict", kOccurrence, "key").status == 202);
  CHECK(fixture.messages() == 1);
}

TEST_CASE("occurrences: what was refused leaves its key free") {
  Fixture fixture;
  CHECK(fixture.answer("/v1/occurrences", "{}", "key").status == 422);
  CHECK(fixture.answer("/v1/occurrences", kOccurrence, "key").status == 202);
}

TEST_CASE("occurrences: a key has 1 to 255 visible ASCII characters") {
  Fixture fixture;
  for (const std::string& key : {std::string("a"), std::string("!~"), std::string(255, 'k')}) {
    CHECK(fixture.answer("/v1/occurrences", kOccurrence, key).status == 202);
  }
  for (const std::string& key : {std::string(), std::string(256, 'k'), std::string("a b"),
                                 std::string("é"), std::string("a\x7F")}) {
    const ApiResponse refused = fixture.answer("/v1/occurrences", kOccurrence, key);
    CHECK(refused.status == 422);
    CHECK(body_of(refused)["errors"][0]["code"] == "invalid-idempotency-key");
  }
}

TEST_CASE(
    "occurrences: a batch is answered with its messages, and stored as a whole or not at all") {
  Fixture fixture;
  const ApiResponse accepted = fixture.answer("/v1/occurrences/batch", kBatch);
  REQUIRE(accepted.status == 202);
  const nlohmann::json data = body_of(accepted)["data"];
  REQUIRE(data.size() == 2);
  for (const nlohmann::json& message : data) {
    CHECK(message["type"] == "messages");
    CHECK(message["attributes"]["trigger"] == "event.created");
    CHECK(message["attributes"]["deliveries"] == 0);
    CHECK(
        fixture.store.open_reader()->message(kDefaultWorkspace, message["id"].get<std::string>()));
  }
  CHECK(body_of(accepted)["meta"]["problems"].empty());
  const ApiResponse refused =
      fixture.answer("/v1/occurrences/batch", "[" + kOccurrence + R"(,{"trigger":"event.gone"}])");
  CHECK(refused.status == 422);
  CHECK(body_of(refused)["errors"][0]["source"]["pointer"] == "/1/trigger");
  CHECK(fixture.messages() == 2);
}

TEST_CASE("occurrences: a full queue is 503, says when to come again, and stores nothing") {
  Fixture fixture;
  {
    test::Obstacle obstacle(fixture.writer);
    for (std::size_t i = 0; i < Writer::kOperationsWaitingMax; ++i) {
      fixture.post("/v1/occurrences", kOccurrence);
    }
    CHECK(fixture.responses.items().empty());
    for (const auto& [target, body] :
         {std::pair("/v1/occurrences", kOccurrence), std::pair("/v1/occurrences/batch", kBatch)}) {
      const std::size_t before = fixture.responses.items().size();
      fixture.post(target, body, "key");
      const ApiResponse refused = fixture.responses.wait_for(before + 1).back();
      CHECK(refused.status == 503);
      CHECK(header_of(refused, "Retry-After") == "1");
      CHECK(body_of(refused)["errors"][0]["code"] == "queue-full");
    }
    obstacle.remove();
    fixture.responses.wait_for(fixture.asked);
  }
  CHECK(fixture.answer("/v1/occurrences", kOccurrence, "key").status == 202);
  CHECK(fixture.messages() == static_cast<std::int64_t>(Writer::kOperationsWaitingMax) + 1);
}

TEST_CASE("occurrences: where the store fails that is 503, and says when to come again") {
  Fixture fixture;
  sqlite::Database(fixture.folder.file("hookstorm.db"), sqlite::Access::write)
      .execute(
          "CREATE TRIGGER broken BEFORE INSERT ON messages "
          "BEGIN SELECT raise(ABORT, 'broken'); END");
  for (const auto& [target, body] :
       {std::pair("/v1/occurrences", kOccurrence), std::pair("/v1/occurrences/batch", kBatch)}) {
    const ApiResponse failed = fixture.answer(target, body, "key");
    CHECK(failed.status == 503);
    CHECK(header_of(failed, "Retry-After") == "5");
    CHECK(body_of(failed)["errors"][0]["code"] == "store-failed");
  }
  CHECK(fixture.messages() == 0);
}
