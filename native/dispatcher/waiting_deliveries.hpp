// What a webhook has still to be sent: first attempts, mostly handed over when they were accepted,
// and retries, read from the store when they are due. Bounded: what does not fit is read later.
// Easy to get wrong: the store shows a delivery as pending until its attempt is committed, so those
// under way are left out of what is read. First attempts come in the order of their keys, so that
// the last key taken over tells what of the store is new; only where others work on the store may
// one with a lower key come after it.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "core/delivery/alternation.hpp"
#include "native/dispatcher/stored_messages.hpp"
#include "native/engine/accepted_message.hpp"
#include "native/store/store.hpp"

namespace hookstorm::native {

/// How much of what waits is held in memory, over all webhooks.
struct WaitingBudget {
  static constexpr std::size_t kDeliveriesMax = 65'536;
  static constexpr std::size_t kMessageBytesMax = std::size_t{8} * 1024 * 1024;

  std::size_t deliveries = 0;
  std::size_t message_bytes = 0;  ///< A message counts for each of its deliveries.
};

struct WaitingDelivery {
  DeliveryKey key = 0;
  MessageKey message_key = 0;
  DeliveryProgress progress;
  std::shared_ptr<const AcceptedMessage> message = {};  ///< Null where it is to be read.
  std::uint32_t attempts_before = 0;  ///< It was last sent again; `progress` counts from there.
};

class WaitingDeliveries {
 public:
  /// Of what a webhook has waiting, in memory.
  static constexpr std::size_t kDeliveriesMax = 4096;
  /// Left out since the store was read to its end, beyond which the webhook is behind.
  static constexpr std::size_t kPassedOverMax = 1024;
  /// Read at a time.
  static constexpr std::size_t kReadMax = 64;

  /// `budget` outlives it. At first everything is to be read from the store.
  WaitingDeliveries(WebhookKey webhook, WaitingBudget& budget)
      : webhook_(webhook), budget_(budget) {}
  ~WaitingDeliveries() { forget_waiting(); }
  WaitingDeliveries(const WaitingDeliveries&) = delete;
  WaitingDeliveries& operator=(const WaitingDeliveries&) = delete;
  WaitingDeliveries(WaitingDeliveries&&) = delete;
  WaitingDeliveries& operator=(WaitingDeliveries&&) = delete;

  /// One that was accepted; after those with lower keys.
  void add(DeliveryKey key, EpochMilliseconds due_at,
           const std::shared_ptr<const AcceptedMessage>& message);

  /// The next one to start, which is under way from now on: first attempts and, where there may be
  /// one, due retries take turns; where they are ordered, each comes to its end before the next.
  /// Throws StoreError; then nothing has changed.
  [[nodiscard]] std::optional<WaitingDelivery> take(StoreReader& reader, StoredMessages& messages,
                                                    EpochMilliseconds now, bool may_retry,
                                                    bool is_ordered);

  /// The attempt is stored, and the delivery went on to `progress`.
  void finish(DeliveryKey key, const DeliveryProgress& progress);

  /// The attempt could not be stored, or never begun: the store says what is to be done.
  void abandon(DeliveryKey key);

  /// Forgets what waits, and reads it again: after the store failed, or was changed by others.
  void start_over();

  /// There may be more in the store than was handed over: others have let go of something.
  void look_again();

  /// More comes in than is sent.
  [[nodiscard]] bool is_behind() const { return passed_over_ >= kPassedOverMax; }

  [[nodiscard]] const std::vector<DeliveryKey>& keys_under_way() const { return under_way_; }
  [[nodiscard]] std::size_t under_way() const { return under_way_.size(); }
  /// When retries are to be looked for; nothing while none waits.
  [[nodiscard]] std::optional<EpochMilliseconds> next_retry() const;

 private:
  void read_first_attempts(StoreReader& reader, StoredMessages& messages);
  void read_retries(StoreReader& reader, StoredMessages& messages, EpochMilliseconds now);
  /// Puts what was read into the queue, but for what is under way.
  void put_all(std::deque<WaitingDelivery>& queue, const std::vector<PendingDelivery>& found,
               StoredMessages& messages);
  [[nodiscard]] bool is_under_way(DeliveryKey key) const;
  [[nodiscard]] WaitingDelivery taken_from(std::deque<WaitingDelivery>& queue);
  void put(std::deque<WaitingDelivery>& queue, WaitingDelivery delivery);
  void forget_waiting();

  WebhookKey webhook_;
  WaitingBudget& budget_;
  std::deque<WaitingDelivery> first_attempts_;  ///< With ascending keys.
  DeliveryKey last_key_ = 0;                    ///< Of the first attempts taken over.
  bool is_more_stored_ = true;                  ///< First attempts beyond `last_key_`.
  std::size_t passed_over_ = 0;                 ///< Of these, what was handed over.
  std::set<DeliveryKey> read_keys_;             ///< That were read, and may yet be handed over.
  std::deque<WaitingDelivery> retries_;         ///< Due.
  std::optional<EpochMilliseconds> next_retry_ = kEarliestMoment;  ///< Beyond `retries_`.
  AttemptKind last_kind_ = AttemptKind::retry;
  std::vector<DeliveryKey> under_way_;
};

}  // namespace hookstorm::native
