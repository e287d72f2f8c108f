// What tests of lists have in common.
#pragma once

#include <limits>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/request/message_id.hpp"
#include "native/store/store.hpp"
#include "support.hpp"

namespace hookstorm::native::test {

inline constexpr EpochMilliseconds kNow = 1'700'000'000'000;
inline constexpr std::int64_t kFromTheEnd = std::numeric_limits<std::int64_t>::max();
inline constexpr ListLimit kAll{.found_max = 1000, .rows_max = 1000};

/// The id that a message accepted at `moment` has.
inline std::string id_at(EpochMilliseconds moment) {
  return message_id(moment, {1});
}

/// A store that is opened by `Opened`, with two webhooks.
template <typename Opened>
struct ListFixture {
  Opened opened;
  std::unique_ptr<Store> owned = opened.open();
  Store& store = *owned;
  WebhookKey first = add_webhook(kFirstId);
  WebhookKey second = add_webhook(kSecondId);

  WebhookKey add_webhook(const std::string& id, WorkspaceKey workspace = kDefaultWorkspace) {
    WebhookKey key = 0;
    store.transaction([&] { key = store.create_webhook(workspace, webhook(id), kNow); });
    return key;
  }

  WorkspaceKey add_workspace(const std::string& name) {
    WorkspaceKey key = 0;
    store.transaction([&] { key = store.create_workspace(name, kNow); });
    return key;
  }

  EnqueuedMessage enqueue_for(WorkspaceKey workspace, EpochMilliseconds offset,
                              WebhookKey webhook) {
    EnqueuedMessage enqueued;
    NewMessage message = test::message(id_at(kNow + offset), kNow + offset);
    message.workspace = workspace;
    store.transaction([&] { enqueued = store.enqueue(message, {.deliveries = {webhook}}); });
    return enqueued;
  }

  /// A message accepted so many milliseconds after `kNow`, for both webhooks.
  EnqueuedMessage enqueue(EpochMilliseconds offset, Trigger trigger = Trigger::event_created) {
    EnqueuedMessage enqueued;
    NewMessage message = test::message(id_at(kNow + offset), kNow + offset);
    message.trigger = trigger;
    store.transaction([&] {
      enqueued = store.enqueue(message, {.deliveries = {first, second}, .skips = {}});
    });
    return enqueued;
  }

  void end(DeliveryKey delivery, DeliveryState state) {
    store.transaction([&] {
      store.record_attempt(delivery, {.attempted_at = kNow, .status = 500},
                           {.state = state, .attempts = 1});
    });
  }

  /// What is found, as `offset/webhook`, from part to part of one record.
  std::vector<std::string> found(DeliveryFilter filter, ListLimit limit = kAll) {
    filter.message.workspace = kDefaultWorkspace;
    std::vector<std::string> found;
    Listed<ListedDelivery> part{.records = {}, .position = kFromTheEnd};
    while (!part.is_last) {
      part = store.deliveries(filter, part.position, limit);
      CHECK(part.records.size() <= limit.found_max);
      for (const ListedDelivery& delivery : part.records) {
        CHECK(delivery.message_id == id_at(delivery.accepted_at));
        found.push_back(std::to_string(delivery.accepted_at - kNow) + "/" +
                        (delivery.webhook_id == kFirstId ? "1" : "2"));
      }
    }
    return found;
  }
};

}  // namespace hookstorm::native::test
