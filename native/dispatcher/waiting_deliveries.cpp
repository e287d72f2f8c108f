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
  const bool was_read = read_keys_.contains(key);
  read_keys_.erase(read_keys_.begin(), read_keys_.upper_bound(key));
  if (is_more_stored_) {
    ++passed_over_;
    return;  // It is read in its turn.
  }
  if (was_read) {
    return;
  }
  if (key <= last_key_) {
    is_more_stored_ = true;  // A key of others, who work on the same store, came before it.
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

std::optional<WaitingDelivery> WaitingDeliveries::take(StoreReader& reader,
                                                       StoredMessages& messages,
                                                       EpochMilliseconds now, bool may_retry,
                                                       bool is_ordered) {
  if (is_ordered && !under_way_.empty()) {
    return std::nullopt;  // Under way until it is stored, too: only then is its end known.
  }
  if (first_attempts_.empty() && is_more_stored_) {
    read_first_attempts(reader, messages);
  }
  if (may_retry && retries_.empty() && next_retry_ && *next_retry_ <= now) {
    read_retries(reader, messages, now);
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
  read_keys_.clear();
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

void WaitingDeliveries::read_first_attempts(StoreReader& reader, StoredMessages& messages) {
  // The store may give those under way again.
  const std::size_t limit = kReadMax + under_way_.size();
  const std::vector<PendingDelivery> found = reader.first_attempts(webhook_, last_key_, limit);
  put_all(first_attempts_, found, messages);
  last_key_ = found.empty() ? last_key_ : std::max(last_key_, found.back().key);
  if (read_keys_.size() >= kDeliveriesMax) {
    read_keys_.clear();  // Nothing is handed over here; at worst the store is asked once more.
  }
  for (const PendingDelivery& delivery : found) {
    read_keys_.insert(delivery.key);
  }
  // What is committed after this was read is handed over after it as well.
  is_more_stored_ = found.size() == limit;
  passed_over_ = is_more_stored_ ? passed_over_ : 0;
}

void WaitingDeliveries::read_retries(StoreReader& reader, StoredMessages& messages,
                                     EpochMilliseconds now) {
  const std::size_t limit = kReadMax + under_way_.size();
  const DueRetries due = reader.due_retries(webhook_, now, limit);
  put_all(retries_, due.deliveries, messages);
  next_retry_ = due.deliveries.size() == limit ? now : due.next_due;
}

void WaitingDeliveries::put_all(std::deque<WaitingDelivery>& queue,
                                const std::vector<PendingDelivery>& found,
                                StoredMessages& messages) {
  std::vector<MessageKey> keys;
  std::vector<WaitingDelivery> read;
  for (const PendingDelivery& delivery : found) {
    if (!is_under_way(delivery.key)) {
      keys.push_back(delivery.message);
      read.push_back(waiting(delivery));
    }
  }
  if (budget_.message_bytes >= WaitingBudget::kMessageBytesMax) {
    keys.clear();
  }
  const auto at_hand = messages.at_hand(keys);
  for (WaitingDelivery& delivery : read) {
    if (const auto message = at_hand.find(delivery.message_key); message != at_hand.end()) {
      delivery.message = message->second;
    }
    put(queue, std::move(delivery));
  }
}

bool WaitingDeliveries::is_under_way(DeliveryKey key) const {
  return std::find(under_way_.begin(), under_way_.end(), key) != under_way_.end();
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
