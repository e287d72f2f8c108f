// Fills a store with deliveries that failed and wait for a retry, before a dispatcher is started
// on it.
//   hookstorm_bench_backlog DATABASE --occurrence FILE --pending N --due-in SECONDS --url URL
// The webhook that they are for is made by this; it is triggered by job.ended, so that it gets
// nothing of the load. The retries are due over an hour from the given moment on.
#include <chrono>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "core/webhook/webhook.hpp"
#include "native/store/sqlite_store.hpp"
#include "tests/bench/dispatcher/arguments.hpp"

namespace {

using namespace hookstorm;
using namespace hookstorm::native;

constexpr std::int64_t kPerTransaction = 10'000;
constexpr std::int64_t kSpreadMs = 3'600'000;

EpochMilliseconds now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

Webhook waiting_webhook(const std::string& url) {
  return parse_webhook(R"({"id":"00000000-0000-4000-8000-00000000beef","triggers":["job.ended"],)"
                       R"("url":")" +
                           url + R"("})",
                       HttpTargets::allowed)
      .value();
}

}  // namespace

int main(int argc, char** argv) try {
  const hookstorm::bench::Arguments arguments(argc, argv);
  std::ifstream file(arguments.text("occurrence", ""));
  const std::string occurrence{std::istreambuf_iterator<char>(file), {}};
  const std::int64_t pending = arguments.number("pending", 0);
  const EpochMilliseconds accepted_at = now();
  const EpochMilliseconds due_from = accepted_at + arguments.number("due-in", 600) * 1000;
  SqliteStore store(arguments.file());
  WebhookKey webhook = 0;
  store.transaction([&] {
    webhook = store.create_webhook(kDefaultWorkspace, waiting_webhook(arguments.text("url", "")),
                                   accepted_at);
  });
  for (std::int64_t first = 0; first < pending; first += kPerTransaction) {
    store.transaction([&] {
      for (std::int64_t i = first; i < std::min(first + kPerTransaction, pending); ++i) {
        const EnqueuedMessage message = store.enqueue({.id = "msg_backlog_" + std::to_string(i),
                                                       .trigger = Trigger::job_ended,
                                                       .checking = Checking::lenient,
                                                       .occurrence = occurrence,
                                                       .occurred_at = accepted_at,
                                                       .accepted_at = accepted_at},
                                                      {.deliveries = {webhook}, .skips = {}});
        store.record_attempt(message.deliveries.front(),
                             {.attempted_at = accepted_at, .status = 500},
                             {.attempts = 1, .due_at = due_from + i % kSpreadMs});
      }
    });
  }
  return 0;
} catch (const std::exception& error) {
  std::cerr << "hookstorm_bench_backlog: " << error.what() << "\n";
  return 1;
}
