#include "native/dispatcher/waiting_deliveries.hpp"

#include <algorithm>
#include <utility>

namespace hookstorm::native {
namespace {

/// One that was read, without its message.
WaitingDelivery waiting(const PendingDelivery& delivery) {
  return {.key = delivery.key,
          .message_key = delivery.message,
          .progress = delivery.progress,
          .attempts_before = delivery.attempts_before};
}

}  // namespace

void WaitingDeliveries::add(DeliveryKey key, EpochMilliseconds due_at,
                            const std::shared_ptr<const AcceptedMessage>& message) {
  if (is_more_stored_) {
    ++passed_over_;
    return;  // It is read in its turn.
  }
  if (key <= last_key_) {
    // It was read already, and may have come to its end; where others work on the store, it may
    // also have been passed over by one of theirs. The store knows.
    is_more_stored_ = !is_held(key);
    return;
  }
  if (first_attempts_.size() >= kDeliveriesMax ||
      budget_.deliveries >= WaitingBudget::kDeliveriesMax) {
    is_more_stored_ = true;
    return;
  }
  const bool is_kept = budget_.message_bytes < WaitingBudget::kMessageBytesMax;
  put(first_attempts_, {.key = key,
                        .message_key = message->key,
                        .progress = {.due_at = due_at},
                        .message = is_kept ? message : nullptr});
  last_key_ = key;
}

std::optional<WaitingDelivery> WaitingDeliveries::take(StoreReader& reader, EpochMilliseconds now,
                                                       bool may_retry, bool is_ordered) {
  if (is_ordered && !under_way_.empty()) {
    return std::nullopt;  // Under way until it is stored, too: only then is its end known.
  }
  if (first_attempts_.empty() && is_more_stored_) {
    read_first_attempts(reader);
  }
  if (may_retry && retries_.empty() && next_retry_ && *next_retry_ <= now) {
    read_retries(reader, now);
  }
  const bool has_retry = may_retry && !retries_.empty();
  const bool has_first =
      !first_attempts_.empty() && may_go_first(is_ordered, next_retry().has_value());
  if (!has_retry && !has_first) {
    return std::nullopt;
  }
  last_kind_ = next_kind(last_kind_, has_first, has_retry);
  WaitingDelivery delivery =
      taken_from(last_kind_ == AttemptKind::first ? first_attempts_ : retries_);
  under_way_.push_back(delivery.key);
  return delivery;
}

void WaitingDeliveries::finish(DeliveryKey key, const DeliveryProgress& progress) {
  abandon(key);
  if (progress.state == DeliveryState::pending) {
    next_retry_ = std::min(next_retry_.value_or(progress.due_at), progress.due_at);
  }
}

void WaitingDeliveries::abandon(DeliveryKey key) {
  std::erase(under_way_, key);
}

void WaitingDeliveries::start_over() {
  forget_waiting();
  last_key_ = 0;
  is_more_stored_ = true;
  passed_over_ = 0;
  next_retry_ = kEarliestMoment;
}

void WaitingDeliveries::look_again() {
  is_more_stored_ = true;
  next_retry_ = kEarliestMoment;
}

std::optional<EpochMilliseconds> WaitingDeliveries::next_retry() const {
  return retries_.empty() ? next_retry_ : kEarliestMoment;
}

void WaitingDeliveries::read_first_attempts(StoreReader& reader) {
  // The store may give those under way again.
  const std::size_t limit = kReadMax + under_way_.size();
  const std::vector<PendingDelivery> found = reader.first_attempts(webhook_, last_key_, limit);
  for (const PendingDelivery& delivery : found) {
    if (!is_under_way(delivery.key)) {
      put(first_attempts_, waiting(delivery));
    }
  }
  last_key_ = found.empty() ? last_key_ : std::max(last_key_, found.back().key);
  // What is committed after this was read is handed over after it as well.
  is_more_stored_ = found.size() == limit;
  passed_over_ = is_more_stored_ ? passed_over_ : 0;
}

void WaitingDeliveries::read_retries(StoreReader& reader, EpochMilliseconds now) {
  const std::size_t limit = kReadMax + under_way_.size();
  DueRetries due = reader.due_retries(webhook_, now, limit);
  for (const PendingDelivery& delivery : due.deliveries) {
    if (!is_under_way(delivery.key)) {
      put(retries_, waiting(delivery));
    }
  }
  next_retry_ = due.deliveries.size() == limit ? now : due.next_due;
}

bool WaitingDeliveries::is_under_way(DeliveryKey key) const {
  return std::find(under_way_.begin(), under_way_.end(), key) != under_way_.end();
}

bool WaitingDeliveries::is_held(DeliveryKey key) const {
  return is_under_way(key) ||
         std::any_of(first_attempts_.begin(), first_attempts_.end(),
                     [key](const WaitingDelivery& waiting) { return waiting.key == key; });
}

WaitingDelivery WaitingDeliveries::taken_from(std::deque<WaitingDelivery>& queue) {
  WaitingDelivery delivery = std::move(queue.front());
  queue.pop_front();
  --budget_.deliveries;
  budget_.message_bytes -= delivery.message ? delivery.message->bytes : 0;
  return delivery;
}

void WaitingDeliveries::put(std::deque<WaitingDelivery>& queue, WaitingDelivery delivery) {
  ++budget_.deliveries;
  budget_.message_bytes += delivery.message ? delivery.message->bytes : 0;
  queue.push_back(std::move(delivery));
}

void WaitingDeliveries::forget_waiting() {
  for (std::deque<WaitingDelivery>* queue : {&first_attempts_, &retries_}) {
    while (!queue->empty()) {
      static_cast<void>(taken_from(*queue));
    }
  }
}

}  // namespace hookstorm::native
