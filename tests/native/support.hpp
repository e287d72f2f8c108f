// What the program's tests share: a folder that goes away, values to store, a quiet log, and
// waiting that ends by an event or fails.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <spdlog/logger.h>
#include <spdlog/sinks/null_sink.h>

#include "core/occurrence/samples.hpp"
#include "native/engine/accepted_message.hpp"
#include "native/store/store.hpp"
#include "native/store/writer.hpp"

namespace hookstorm::native::test {

/// Far beyond what anything here takes, also under a sanitizer on a busy machine.
inline constexpr std::chrono::seconds kWaitMax(60);

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string path = (std::filesystem::temp_directory_path() / "hookstorm-XXXXXX").string();
    if (mkdtemp(path.data()) == nullptr) {
      throw std::runtime_error("No temporary folder can be made.");
    }
    path_ = path;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  TemporaryFolder(TemporaryFolder&&) = delete;
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;

  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

/// A list that one thread fills and another waits for.
template <typename T>
class Arrivals {
 public:
  void add(T item) {
    const std::lock_guard lock(mutex_);
    items_.push_back(std::move(item));
    changed_.notify_all();
  }

  /// The items, once there are `count`.
  std::vector<T> wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, kWaitMax, [&] { return items_.size() >= count; })) {
      throw std::runtime_error("Waited in vain for " + std::to_string(count) + " items.");
    }
    return items_;
  }

  [[nodiscard]] std::vector<T> items() {
    const std::lock_guard lock(mutex_);
    return items_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<T> items_;
};

inline spdlog::logger quiet_log() {
  return spdlog::logger("test", std::make_shared<spdlog::sinks::null_sink_mt>());
}

inline Webhook webhook(const std::string& id, const std::string& url = "https://example.com/in",
                       std::vector<Trigger> triggers = {Trigger::event_created}) {
  return {.id = id,
          .name = "for " + id,
          .triggers = std::move(triggers),
          .url = parse_target_url(url, HttpTargets::allowed, "").value(),
          .secret = Secret{std::string(32, 'k')}};
}

/// Ids that a webhook may have.
inline const std::string kFirstId = "00000000-0000-4000-8000-000000000001";
inline const std::string kSecondId = "00000000-0000-4000-8000-000000000002";
inline const std::string kThirdId = "00000000-0000-4000-8000-000000000003";

inline NewMessage message(const std::string& id, EpochMilliseconds accepted_at) {
  return {.id = id,
          .workspace = kDefaultWorkspace,
          .trigger = Trigger::event_created,
          .checking = Checking::strict,
          .occurrence = std::string(sample_occurrence(Trigger::event_created)),
          .occurred_at = accepted_at - 1000,
          .accepted_at = accepted_at};
}

/// What is handed over of a message once it is stored.
inline AcceptedDeliveries accepted_deliveries(const NewMessage& message,
                                              const EnqueuedMessage& enqueued,
                                              const std::vector<WebhookKey>& webhooks) {
  return native::accepted_deliveries(
      std::make_shared<const AcceptedMessage>(AcceptedMessage{
          .key = enqueued.key,
          .id = message.id,
          .occurrence = parse_occurrence(message.occurrence, message.checking).value(),
          .bytes = message.occurrence.size()}),
      message.accepted_at, enqueued, webhooks);
}

/// Runs one change through the writer and waits for its end; false where it failed.
inline bool write(Writer& writer, std::function<void(Store&, WebhookRegistry&)> run) {
  Arrivals<bool> outcome;
  writer.submit({.run = std::move(run), .done = [&](bool committed) { outcome.add(committed); }});
  return outcome.wait_for(1).front();
}

/// An operation that holds the writer's thread until it is let go.
class Obstacle {
 public:
  explicit Obstacle(Writer& writer) {
    writer.submit({.run =
                       [this](Store&, WebhookRegistry&) {
                         reached_.add(true);
                         gone_.get_future().wait();
                       },
                   .done = [](bool) {}});
    reached_.wait_for(1);
  }
  void remove() { gone_.set_value(); }

 private:
  Arrivals<bool> reached_;
  std::promise<void> gone_;
};

}  // namespace hookstorm::native::test
