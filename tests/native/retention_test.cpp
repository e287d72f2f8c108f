#include "native/engine/retention.hpp"

#include <set>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include "dispatcher_bench.hpp"

using namespace hookstorm;
using namespace hookstorm::native;
using test::DispatcherBench;
using test::kNow;

namespace {

constexpr EpochMilliseconds kDay = 24LL * 60 * 60 * 1000;

RetentionSettings impatient(Kept messages) {
  return {.messages = messages, .look_every = std::chrono::milliseconds(1), .pauses = 0};
}

/// Pruning over a writer, with a thread of its own.
class RunningRetention {
 public:
  RunningRetention(Writer& writer, Clock clock, const RetentionSettings& settings)
      : writer_(writer),
        retention_(context_, writer, std::move(clock), settings, log_),
        thread_([this] { context_.run(); }) {
    boost::asio::post(context_, [this] { retention_.start(); });
  }
  ~RunningRetention() {
    context_.stop();
    thread_.join();
    writer_.stop();  // A step under way would still report to this.
  }
  RunningRetention(const RunningRetention&) = delete;
  RunningRetention& operator=(const RunningRetention&) = delete;
  RunningRetention(RunningRetention&&) = delete;
  RunningRetention& operator=(RunningRetention&&) = delete;

 private:
  Writer& writer_;
  spdlog::logger log_ = test::quiet_log();
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
      context_.get_executor()};
  Retention retention_;
  std::thread thread_;
};

struct Fixture {
  test::TemporaryFolder folder;
  SqliteStore store{folder.file("hookstorm.db")};
  std::unique_ptr<StoreReader> reader = store.open_reader();
  spdlog::logger log = test::quiet_log();
  Writer writer{store, log};
  std::atomic<EpochMilliseconds> now = kNow;
  std::unique_ptr<RunningRetention> retention;

  void keep(Kept messages) {
    retention = std::make_unique<RunningRetention>(
        writer, [this] { return now.load(); }, impatient(messages));
  }

  void enqueue(const std::string& id, std::vector<WebhookKey> webhooks = {}) {
    REQUIRE(test::write(writer, [&](Store& target, WebhookRegistry&) {
      target.enqueue(test::message(id, now), {.deliveries = webhooks, .skips = {}});
    }));
  }

  /// Returns once the message is gone, or fails.
  void await_end_of(const std::string& id) const {
    const auto end = std::chrono::steady_clock::now() + test::kWaitMax;
    while (reader->message(kDefaultWorkspace, id) && std::chrono::steady_clock::now() < end) {
      std::this_thread::yield();
    }
    REQUIRE_FALSE(reader->message(kDefaultWorkspace, id));
  }
};

}  // namespace

TEST_CASE("retention: a message goes when its days are over, and not before") {
  Fixture fixture;
  fixture.enqueue("msg_1");
  fixture.now += kDay;
  fixture.enqueue("msg_2");
  fixture.keep({.days = 2});
  fixture.now = kNow + 2 * kDay + 1;
  fixture.await_end_of("msg_1");
  CHECK(fixture.reader->message(kDefaultWorkspace, "msg_2"));
  fixture.enqueue("msg_3");
  fixture.now += kDay;
  fixture.await_end_of("msg_2");
  CHECK(fixture.reader->message(kDefaultWorkspace, "msg_3"));
}

TEST_CASE("retention: of many messages the newest stay, in however many steps") {
  Fixture fixture;
  const std::size_t count = Retention::kRowsPerStep * 3;
  REQUIRE(test::write(fixture.writer, [&](Store& store, WebhookRegistry&) {
    for (std::size_t i = 0; i < count; ++i) {
      store.enqueue(test::message("msg_" + std::to_string(i), kNow), {});
    }
  }));
  fixture.keep({.count = 2});
  fixture.await_end_of("msg_" + std::to_string(count - 3));
  CHECK(fixture.reader->message(kDefaultWorkspace, "msg_" + std::to_string(count - 2)));
  CHECK(fixture.reader->message(kDefaultWorkspace, "msg_" + std::to_string(count - 1)));
}

TEST_CASE("retention: what waits for a disabled webhook is kept, however old it is") {
  Fixture fixture;
  REQUIRE(test::write(fixture.writer, [](Store& store, WebhookRegistry&) {
    Webhook webhook = test::webhook(test::kFirstId);
    webhook.enabled = false;
    store.create_webhook(kDefaultWorkspace, webhook, kNow);
  }));
  fixture.enqueue("msg_waiting", {1});
  fixture.enqueue("msg_done");
  fixture.enqueue("msg_last", {1});
  fixture.now += 400 * kDay;
  fixture.keep({});
  fixture.await_end_of("msg_done");
  CHECK(fixture.reader->message(kDefaultWorkspace, "msg_waiting"));
  CHECK(fixture.reader->message_content(1));
}

TEST_CASE("retention: a step that fails is tried again") {
  Fixture fixture;
  fixture.enqueue("msg_1");
  fixture.enqueue("msg_2");
  sqlite::Database other(fixture.folder.file("hookstorm.db"), sqlite::Access::write);
  other.execute(
      "CREATE TRIGGER obstacle BEFORE DELETE ON messages BEGIN SELECT raise(ABORT, 'no'); END");
  fixture.keep({.count = 1});
  CHECK(test::write(fixture.writer, [](Store&, WebhookRegistry&) {}));
  CHECK(fixture.reader->message(kDefaultWorkspace, "msg_1"));
  other.execute("DROP TRIGGER obstacle");
  fixture.await_end_of("msg_1");
}

TEST_CASE("retention: pruning while delivering loses nothing and delivers nothing twice") {
  constexpr std::size_t kMessages = 300;
  test::Sink sink([](const Request&) { return test::answer_of(200); });
  DispatcherBench bench;
  const std::vector<WebhookKey> webhooks = {bench.add_webhook(test::kFirstId, sink.url()),
                                            bench.add_webhook(test::kSecondId, sink.url())};
  // The clock stands a day later, and one message is kept: all are too many and too old at once.
  bench.advance(2 * kDay);
  const RunningRetention retention(
      bench.writer(), [] { return kNow + 2 * kDay; }, impatient({.days = 1, .count = 1}));
  for (std::size_t i = 0; i < kMessages; ++i) {
    bench.enqueue("msg_" + std::to_string(i), webhooks);
  }
  std::multiset<std::string> ids;
  for (const Request& request : sink.requests().wait_for(2 * kMessages)) {
    ids.insert(test::header_of(request, "webhook-id"));
  }
  for (std::size_t i = 0; i < kMessages; ++i) {
    CHECK(ids.count("msg_" + std::to_string(i)) == 2);
  }
  const auto end = std::chrono::steady_clock::now() + test::kWaitMax;
  const auto is_pruned = [&] {
    return !bench.reader().message(kDefaultWorkspace, "msg_0") &&
           !bench.reader().message(kDefaultWorkspace, "msg_" + std::to_string(kMessages - 2));
  };
  while (!is_pruned() && std::chrono::steady_clock::now() < end) {
    std::this_thread::yield();
  }
  CHECK(is_pruned());
  CHECK(bench.reader().message(kDefaultWorkspace, "msg_" + std::to_string(kMessages - 1)));
}
