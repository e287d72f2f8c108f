#include "native/api/update_feed.hpp"

#include <algorithm>
#include <exception>
#include <unordered_set>
#include <utility>
#include <vector>

#include <boost/asio/post.hpp>

#include "core/json/writer.hpp"
#include "native/api/capture_json.hpp"
#include "native/api/deliveries.hpp"
#include "native/api/webhooks.hpp"

namespace hookstorm::native {
namespace {

/// What a subscriber is given at a time.
constexpr std::size_t kPieceBytes = std::size_t{64} * 1024;
/// Between two tellings at least; and no more than half of the thread's time goes into them.
constexpr std::chrono::milliseconds kPauseMin(10);
constexpr std::size_t kRunBytes = 8;

/// Whether people are to hear of it: not of each failure that is one more of the same.
bool is_news(const WebhookHealth& before, const WebhookHealth& after) {
  return (before.failures > 0) != (after.failures > 0) ||
         before.throttled_until != after.throttled_until || before.disabled != after.disabled;
}

/// `keys` as they came first.
std::vector<DeliveryKey> each_once(std::vector<DeliveryKey> keys) {
  std::unordered_set<DeliveryKey> known;
  std::erase_if(keys, [&known](DeliveryKey key) { return !known.insert(key).second; });
  return keys;
}

}  // namespace

class UpdateFeed::Subscriber : public BodyStream {
 public:
  /// `position` nothing: it missed something.
  Subscriber(const UpdateRing& ring, UpdateFilter filter, std::optional<std::int64_t> position,
             std::function<bool()> may_follow, std::shared_ptr<int> count)
      : ring_(ring),
        filter_(std::move(filter)),
        may_follow_(std::move(may_follow)),
        first_(position ? ring_.beginning(*position) : ring_.reset()),
        position_(first_.position),
        count_(std::move(count)),
        given_at_(ring_.end()) {
    ++*count_;
  }
  ~Subscriber() override { --*count_; }
  Subscriber(const Subscriber&) = delete;
  Subscriber& operator=(const Subscriber&) = delete;
  Subscriber(Subscriber&&) = delete;
  Subscriber& operator=(Subscriber&&) = delete;

  void next(Take take) override {
    take_ = std::move(take);
    if (is_finished_) {
      give(std::nullopt);
    } else if (!first_.text.empty()) {
      give(std::exchange(first_.text, {}));
    } else {
      look();
    }
  }

  void finish() override {
    is_finished_ = true;
    if (take_) {
      give(std::nullopt);
    }
  }

  /// Gives what there is, or drops who has not taken what it was given.
  void look() {
    if (!take_) {
      if (ring_.end() - given_at_ > kBacklogMax) {
        break_off();
      }
      return;
    }
    UpdateRing::Piece piece = ring_.read(position_, filter_, kPieceBytes);
    position_ = piece.position;
    if (!piece.text.empty()) {
      give(std::move(piece.text));
    }
  }

  void beat() {
    if (!may_follow_()) {
      finish();
    } else if (take_) {
      give(ring_.heartbeat(position_));
    }
  }

 private:
  void give(std::optional<std::string> piece) {
    given_at_ = ring_.end();
    std::exchange(take_, nullptr)(std::move(piece));
  }

  const UpdateRing& ring_;
  UpdateFilter filter_;
  std::function<bool()> may_follow_;
  UpdateRing::Piece first_;
  std::int64_t position_;
  std::shared_ptr<int> count_;
  Take take_;              ///< Null while a piece is under way.
  std::int64_t given_at_;  ///< The end of the ring, when that piece was given.
  bool is_finished_ = false;
};

UpdateFeed::UpdateFeed(boost::asio::io_context& context, Updates& updates, Writer& writer,
                       StoreReader& reader, Clock clock, const RandomBytes& random,
                       spdlog::logger& log)
    : context_(context),
      updates_(updates),
      writer_(writer),
      reader_(reader),
      clock_(std::move(clock)),
      log_(log),
      ring_(random_hex<kRunBytes>(random)),
      subscriber_count_(std::make_shared<int>()),
      pause_(context),
      heartbeat_(context),
      nobody_(context) {}

UpdateFeed::~UpdateFeed() {
  updates_.unfollow();
}

std::shared_ptr<BodyStream> UpdateFeed::subscribe(UpdateFilter filter,
                                                  const std::optional<std::string>& last_event_id,
                                                  std::function<bool()> may_follow) {
  if (*subscriber_count_ >= kSubscribersMax) {
    return nullptr;
  }
  begin_following();
  const auto subscriber = std::make_shared<Subscriber>(
      ring_, std::move(filter),
      last_event_id ? ring_.position_after(*last_event_id) : std::optional(ring_.end()),
      std::move(may_follow), subscriber_count_);
  subscribers_.push_back(subscriber);
  return subscriber;
}

void UpdateFeed::begin_following() {
  if (is_followed_) {
    return;
  }
  is_followed_ = true;
  ring_.leave_gap();
  health_.clear();
  updates_.follow([this] { boost::asio::post(context_, [this] { on_arrival(); }); });
  webhooks_ = writer_.webhooks();
  wait_for_heartbeat();
  wait_for_nobody();
}

void UpdateFeed::end_following() {
  is_followed_ = false;
  updates_.unfollow();
  ring_.leave_gap();
  heartbeat_.cancel();
}

void UpdateFeed::on_arrival() {
  has_arrived_ = true;
  if (is_pausing_ || !is_followed_) {
    return;
  }
  tell();
}

void UpdateFeed::tell() {
  const auto begun_at = std::chrono::steady_clock::now();
  has_arrived_ = false;
  try {
    take_over();
  } catch (const std::exception& error) {
    log_.error("api: updates could not be read: {}", error.what());
    ring_.leave_gap();
  }
  for (const std::shared_ptr<Subscriber>& subscriber : subscribers()) {
    subscriber->look();
  }
  is_pausing_ = true;
  pause_.expires_after(std::max<std::chrono::steady_clock::duration>(
      kPauseMin, std::chrono::steady_clock::now() - begun_at));
  pause_.async_wait([this](const boost::system::error_code& error) {
    if (error) {
      return;
    }
    is_pausing_ = false;
    if (has_arrived_ && is_followed_) {
      tell();
    }
  });
}

void UpdateFeed::take_over() {
  Updates::Arrived arrived = updates_.take();
  if (arrived.has_gap) {
    ring_.leave_gap();
  }
  take_webhooks();
  for (const ListedDelivery& delivery :
       reader_.deliveries(each_once(std::move(arrived.changes.deliveries)))) {
    add_delivery(delivery);
  }
  for (const WebhookKey key : arrived.changes.health) {
    add_health(key);
  }
  for (const CaptureKey& key : arrived.changes.captures) {
    add_capture(key);
  }
}

/// What has changed is another object, or gone.
void UpdateFeed::take_webhooks() {
  const std::shared_ptr<const WebhookList> before = std::exchange(webhooks_, writer_.webhooks());
  if (before == webhooks_) {
    return;
  }
  std::unordered_map<WebhookKey, const StoredWebhook*> known;
  for (const auto& webhook : *before) {
    known.emplace(webhook->key, webhook.get());
  }
  for (const auto& webhook : *webhooks_) {
    const auto found = known.find(webhook->key);
    if (found == known.end() || found->second != webhook.get()) {
      add_webhook(*webhook);
    }
    known.erase(webhook->key);
  }
  for (const auto& [key, webhook] : known) {
    add_deleted_webhook(*webhook);
    health_.erase(key);
  }
}

void UpdateFeed::add_delivery(const ListedDelivery& delivery) {
  json::Writer writer;
  write_listed_delivery(writer, delivery);
  ring_.add({.kind = UpdateKind::delivery,
             .workspace = delivery.workspace,
             .webhook_id = delivery.webhook_id,
             .state = delivery.state,
             .trigger = delivery.trigger},
            writer.take());
}

void UpdateFeed::add_health(WebhookKey key) {
  const auto webhook = std::find_if(webhooks_->begin(), webhooks_->end(),
                                    [key](const auto& candidate) { return candidate->key == key; });
  const WebhookHealth now = reader_.webhook_health(key).health;
  if (webhook != webhooks_->end() && is_news(std::exchange(health_[key], now), now)) {
    add_webhook(**webhook);
  }
}

/// Nothing where it is not kept any more.
void UpdateFeed::add_capture(const CaptureKey& key) {
  const std::optional<StoredInbox> inbox = reader_.inbox(key.inbox);
  const std::vector<CaptureHead> captures = reader_.captures(key.inbox, key.number + 1, 1);
  if (!inbox || captures.empty() || captures.front().number != key.number) {
    return;
  }
  json::Writer writer;
  write_listed_capture(writer, inbox->id, captures.front());
  ring_.add({.kind = UpdateKind::capture, .workspace = inbox->workspace, .webhook_id = {}},
            writer.take());
}

void UpdateFeed::add_webhook(const StoredWebhook& webhook) {
  StoredWebhook told = webhook;
  told.health = reader_.webhook_health(webhook.key).health;
  health_[webhook.key] = told.health;
  json::Writer writer;
  write_webhook_resource(writer, told, clock_());
  ring_.add({.kind = UpdateKind::webhook,
             .workspace = webhook.workspace,
             .webhook_id = webhook.webhook.id},
            writer.take());
}

void UpdateFeed::add_deleted_webhook(const StoredWebhook& webhook) {
  json::Writer writer;
  writer.begin_object().name("id").text(webhook.webhook.id).name("type").text("webhooks");
  writer.name("meta").begin_object().name("deleted").boolean(true).end_object().end_object();
  ring_.add({.kind = UpdateKind::webhook,
             .workspace = webhook.workspace,
             .webhook_id = webhook.webhook.id},
            writer.take());
}

/// Lets go of those that are gone.
std::vector<std::shared_ptr<UpdateFeed::Subscriber>> UpdateFeed::subscribers() {
  std::vector<std::shared_ptr<Subscriber>> present;
  present.reserve(subscribers_.size());
  std::erase_if(subscribers_, [&present](const std::weak_ptr<Subscriber>& weak) {
    if (auto subscriber = weak.lock()) {
      present.push_back(std::move(subscriber));
      return false;
    }
    return true;
  });
  return present;
}

void UpdateFeed::wait_for_heartbeat() {
  heartbeat_.expires_after(kHeartbeat);
  heartbeat_.async_wait([this](const boost::system::error_code& error) {
    if (error) {
      return;
    }
    for (const std::shared_ptr<Subscriber>& subscriber : subscribers()) {
      subscriber->beat();
    }
    wait_for_heartbeat();
  });
}

void UpdateFeed::wait_for_nobody() {
  nobody_.expires_after(kFollowedOn);
  nobody_.async_wait([this](const boost::system::error_code& error) {
    if (error) {
      return;
    }
    if (*subscriber_count_ > 0) {
      wait_for_nobody();
    } else {
      end_following();
    }
  });
}

}  // namespace hookstorm::native
