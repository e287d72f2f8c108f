// Tells those who follow updates what was committed: reads it, renders it once, and gives it to
// each at its own pace. Easy to get wrong: everything happens on the API's thread. Nobody holds
// anything up: each has a position in the ring and one piece under way, and is dropped where too
// much comes meanwhile.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <spdlog/logger.h>

#include "core/delivery/webhook_health.hpp"
#include "native/api/body_stream.hpp"
#include "native/api/update_ring.hpp"
#include "native/engine/updates.hpp"
#include "native/store/store.hpp"
#include "native/store/writer.hpp"
#include "native/system/clock.hpp"
#include "native/system/random.hpp"

namespace hookstorm::native {

class UpdateFeed {
 public:
  static constexpr int kSubscribersMax = 2000;
  /// Updates that may come while one piece is under way to a subscriber.
  static constexpr std::int64_t kBacklogMax = 4096;
  static constexpr std::chrono::seconds kHeartbeat{15};
  /// How long updates are kept for when nobody follows any more, so that who comes back goes on.
  static constexpr std::chrono::minutes kFollowedOn{5};

  /// All outlive this, and the context's thread is that of everything here. `writer` is stopped
  /// before.
  UpdateFeed(boost::asio::io_context& context, Updates& updates, Writer& writer,
             StoreReader& reader, Clock clock, const RandomBytes& random, spdlog::logger& log);
  ~UpdateFeed();
  UpdateFeed(const UpdateFeed&) = delete;
  UpdateFeed& operator=(const UpdateFeed&) = delete;
  UpdateFeed(UpdateFeed&&) = delete;
  UpdateFeed& operator=(UpdateFeed&&) = delete;

  /// The events from here on, or from the one after `last_event_id` on, until `may_follow` says no,
  /// which is asked at each heartbeat. Null where there are as many subscribers as may be.
  [[nodiscard]] std::shared_ptr<BodyStream> subscribe(
      UpdateFilter filter, const std::optional<std::string>& last_event_id,
      std::function<bool()> may_follow);

 private:
  class Subscriber;

  void begin_following();
  void end_following();
  void on_arrival();
  void tell();
  void take_over();
  void take_webhooks();
  void add_delivery(const ListedDelivery& delivery);
  void add_health(WebhookKey key);
  void add_capture(const CaptureKey& key);
  void add_webhook(const StoredWebhook& webhook);
  void add_deleted_webhook(const StoredWebhook& webhook);
  [[nodiscard]] std::vector<std::shared_ptr<Subscriber>> subscribers();
  void wait_for_heartbeat();
  void wait_for_nobody();

  boost::asio::io_context& context_;
  Updates& updates_;
  Writer& writer_;
  StoreReader& reader_;
  Clock clock_;
  spdlog::logger& log_;
  UpdateRing ring_;
  std::vector<std::weak_ptr<Subscriber>> subscribers_;
  std::shared_ptr<int> subscriber_count_;        ///< Shared, since a subscriber may outlive this.
  std::shared_ptr<const WebhookList> webhooks_;  ///< As they were told.
  std::unordered_map<WebhookKey, WebhookHealth> health_;  ///< The same.
  bool is_followed_ = false;
  bool is_pausing_ = false;   ///< After what was told, for what comes together.
  bool has_arrived_ = false;  ///< Something, meanwhile.
  boost::asio::steady_timer pause_;
  boost::asio::steady_timer heartbeat_;
  boost::asio::steady_timer nobody_;
};

}  // namespace hookstorm::native
