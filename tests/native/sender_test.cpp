// Many requests at once, and settings that change meanwhile.
#include "native/sender/sender.hpp"

#include <atomic>
#include <optional>
#include <thread>

#include <doctest/doctest.h>

#include "sink.hpp"

using namespace hookstorm;
using namespace hookstorm::native;
using test::answer_of;
using test::Sink;

namespace {

constexpr DurationMilliseconds kWaitMs = 60'000;

TransferSettings to_loopback() {
  return {.timeout_ms = kWaitMs,
          .http_targets = HttpTargets::allowed,
          .addresses = AddressGuard(loopback_networks())};
}

Request post(const std::string& url) {
  return {.method = "POST", .url = url, .headers = {}, .body = "{}"};
}

/// A request under way.
struct Sent {
  explicit Sent(Sender& sender, const std::string& url) {
    sender.start(post(url), [this](TransferResult ended) { result = std::move(ended); });
  }

  const TransferResult& ended_by(Sender& sender) {
    while (!result) {
      sender.run(kWaitMs);
    }
    return *result;
  }

  std::optional<TransferResult> result;
};

}  // namespace

TEST_CASE("sender: waking ends a wait from another thread, also one that comes later") {
  Sender sender({}, 1);
  sender.wake();
  sender.run(kWaitMs);
  std::thread other([&] { sender.wake(); });
  sender.run(kWaitMs);
  other.join();
  CHECK(sender.running() == 0);
}

TEST_CASE("sender: new settings hold for what is started from then on, and for nothing else") {
  std::promise<void> gate;
  const std::shared_future<void> opened = gate.get_future().share();
  std::atomic<bool> has_come = false;
  Sink slow([opened, &has_come](const Request&) {
    has_come = true;
    opened.wait();
    return answer_of(200);
  });
  Sink quick([](const Request&) { return answer_of(204); });
  Sender sender(to_loopback(), 4);
  Sent before(sender, slow.url());
  while (!has_come) {
    sender.run(1);
  }
  Sent known(sender, quick.url());
  CHECK(known.ended_by(sender).status == 204);

  sender.use({.timeout_ms = kWaitMs, .http_targets = HttpTargets::allowed});
  Sent refused(sender, quick.url());  // Its connection was kept, and is not used again.
  CHECK(refused.ended_by(sender).failure.value_or("").find("may not be sent") != std::string::npos);
  sender.use(to_loopback());
  Sent allowed(sender, quick.url());
  CHECK(allowed.ended_by(sender).status == 204);

  CHECK(sender.running() == 1);
  gate.set_value();
  CHECK(before.ended_by(sender).status == 200);
  CHECK(sender.running() == 0);
}

TEST_CASE("sender: settings may change again and again while requests come and go") {
  Sink sink([](const Request&) { return answer_of(204); });
  Sender sender(to_loopback(), 2);
  constexpr int kRounds = 50;
  int ended = 0;
  for (int round = 0; round < kRounds; ++round) {
    sender.start(post(sink.url()), [&](TransferResult result) {
      CHECK(result.status == 204);
      ++ended;
      if (ended % 3 == 0) {
        sender.use(to_loopback());
      }
    });
    sender.use(to_loopback());
    sender.run(0);
  }
  while (ended < kRounds) {
    sender.run(kWaitMs);
  }
  CHECK(sender.running() == 0);
  CHECK(sink.requests().items().size() == kRounds);
}
