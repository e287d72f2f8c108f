#include "native/engine/delivery_changes.hpp"

#include <limits>
#include <memory>
#include <set>
#include <utility>

namespace hookstorm::native {
namespace {

using Kind = DeliveryOutcome::Kind;

/// Of a replay: some milliseconds of the writer's time.
constexpr ListLimit kStep{.found_max = 100, .rows_max = 500};

/// A replay under way, from step to step. It keeps itself alive by the operation that waits.
class Replay : public std::enable_shared_from_this<Replay> {
 public:
  Replay(Writer& writer, ReplayRequest request, EpochMilliseconds now,
         DeliveryChanges::OnChange on_change, DeliveryChanges::ReplayDone done)
      : writer_(writer),
        request_(std::move(request)),
        now_(now),
        on_change_(std::move(on_change)),
        done_(std::move(done)) {}

  [[nodiscard]] bool start() { return writer_.try_submit(operation()); }

 private:
  /// What one step did; made anew where it is run again.
  struct Step {
    std::int64_t position = 0;
    bool is_last = false;
    std::int64_t found = 0;
    std::set<WebhookKey> webhooks;
  };

  Operation operation() {
    return {.run =
                [self = shared_from_this()](Store& store, WebhookRegistry& registry) {
                  self->step_ = self->take_step(store, registry);
                },
            .done = [self = shared_from_this()](bool committed) { self->on_step(committed); }};
  }

  [[nodiscard]] Step take_step(Store& store, const WebhookRegistry& registry) const {
    const Listed<ListedDelivery> part = store.deliveries(request_.filter, position_, kStep);
    Step step{.position = part.position, .is_last = part.is_last, .webhooks = {}};
    for (const ListedDelivery& delivery : part.records) {
      if (!registry.find(delivery.webhook)) {
        continue;
      }
      ++step.found;
      step.webhooks.insert(delivery.webhook);
      if (!request_.is_dry_run) {
        // The same moment for all, so that the oldest is due before the others.
        store.send_again(delivery.key, now_);
      }
    }
    return step;
  }

  void on_step(bool committed) {
    outcome_.failed = !committed;
    if (committed) {
      position_ = step_.position;
      outcome_.found += step_.found;
      outcome_.is_complete = step_.is_last;
      webhooks_.merge(step_.webhooks);
    }
    const bool is_enough = !request_.is_dry_run && outcome_.found >= DeliveryChanges::kReplayMax;
    if (committed && !step_.is_last && !is_enough) {
      writer_.submit(operation());
      return;
    }
    if (!request_.is_dry_run) {
      outcome_.sent_again = outcome_.found;
      on_change_({webhooks_.begin(), webhooks_.end()});
    }
    done_(outcome_);
  }

  Writer& writer_;
  ReplayRequest request_;
  EpochMilliseconds now_;
  DeliveryChanges::OnChange on_change_;
  DeliveryChanges::ReplayDone done_;
  std::int64_t position_ = std::numeric_limits<std::int64_t>::max();
  Step step_;
  std::set<WebhookKey> webhooks_;
  ReplayOutcome outcome_;
};

}  // namespace

DeliveryChanges::DeliveryChanges(Writer& writer, Clock clock, OnChange on_change)
    : writer_(writer), clock_(std::move(clock)), on_change_(std::move(on_change)) {}

bool DeliveryChanges::send_again(const DeliveryName& name, Done done) {
  return submit(
      name,
      [now = clock_()](Store& store, WebhookRegistry& registry, const ListedDelivery& delivery) {
        if (!registry.find(delivery.webhook)) {
          return DeliveryOutcome{.kind = Kind::webhook_deleted};
        }
        store.send_again(delivery.key, now);
        return DeliveryOutcome{.kind = Kind::stored};
      },
      std::move(done));
}

bool DeliveryChanges::cancel(const DeliveryName& name, Done done) {
  return submit(
      name,
      [](Store& store, WebhookRegistry& /*registry*/, const ListedDelivery& delivery) {
        return DeliveryOutcome{.kind =
                                   store.cancel(delivery.key) ? Kind::stored : Kind::not_pending};
      },
      std::move(done));
}

bool DeliveryChanges::replay(ReplayRequest request, ReplayDone done) {
  return std::make_shared<Replay>(writer_, std::move(request), clock_(), on_change_,
                                  std::move(done))
      ->start();
}

bool DeliveryChanges::submit(const DeliveryName& name, Decide decide, Done done) {
  const auto outcome = std::make_shared<DeliveryOutcome>();
  return writer_.try_submit(
      {.run =
           [=, decide = std::move(decide)](Store& store, WebhookRegistry& registry) {
             const auto read = [&] {
               return store.delivery(name.workspace, name.message_id, name.webhook_id);
             };
             const std::optional<ListedDelivery> delivery = read();
             if (!delivery) {
               *outcome = {.kind = Kind::not_found};
               return;
             }
             *outcome = decide(store, registry, *delivery);
             outcome->delivery = read();
           },
       .done =
           [outcome, done = std::move(done), on_change = on_change_](bool committed) {
             if (committed && outcome->kind == Kind::stored) {
               on_change({outcome->delivery->webhook});
             }
             done(committed ? std::move(*outcome) : DeliveryOutcome{});
           }});
}

}  // namespace hookstorm::native
