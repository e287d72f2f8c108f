// What the store holds, as plain values. Keys are the store's own numbers; ids are what people see.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/delivery/delivery.hpp"
#include "core/delivery/webhook_health.hpp"
#include "core/matching/matching.hpp"
#include "core/occurrence/trigger.hpp"
#include "core/record/checking.hpp"
#include "core/time/timestamp.hpp"
#include "core/webhook/webhook.hpp"
#include "native/store/inbox_records.hpp"
#include "native/store/workspace.hpp"

namespace hookstorm::native {

using WebhookKey = std::int64_t;
using MessageKey = std::int64_t;
using DeliveryKey = std::int64_t;

/// A webhook's health, and how often a change of the webhook has made it healthy again: what an
/// attempt brings that began before does not count after.
struct StoredHealth {
  WebhookHealth health;
  std::int64_t resets = 0;
  /// What it is based on: counts what was recorded, where several processes do so; else 0.
  std::int64_t version = 0;
};

struct StoredWebhook {
  WebhookKey key = 0;
  WorkspaceKey workspace = kNoWorkspace;
  Webhook webhook;
  std::int64_t revision = 1;  ///< Counts the configurations it has had, from 1.
  EpochMilliseconds created_at = 0;
  EpochMilliseconds updated_at = 0;
  WebhookHealth health;  ///< When this was read; not kept up to date.
};

/// A configuration that a webhook has or had.
struct StoredRevision {
  std::int64_t number = 1;
  Webhook webhook;
  EpochMilliseconds created_at = 0;
};

/// Why a message makes no delivery for a webhook.
struct Skip {
  WebhookKey webhook = 0;
  std::string webhook_id;
  SkipReason reason = SkipReason::trigger;
  std::string explanation;  ///< Of a filter, for people; empty for the other reasons.
};

/// For which webhooks a message is delivered, and for which not.
struct Matching {
  std::vector<WebhookKey> deliveries;
  std::vector<Skip> skips;
};

struct NewMessage {
  std::string id;
  WorkspaceKey workspace = kNoWorkspace;
  Trigger trigger = Trigger::event_created;
  Checking checking = Checking::strict;  ///< With which the occurrence was accepted.
  std::string occurrence;                ///< Byte for byte as it was accepted.
  EpochMilliseconds occurred_at = 0;
  EpochMilliseconds accepted_at = 0;  ///< Its deliveries are due from here on.
};

struct AttemptRecord {
  std::uint32_t number = 1;  ///< Within its delivery, from 1.
  std::int64_t webhook_revision = 1;
  EpochMilliseconds attempted_at = 0;
  std::int64_t duration_ms = 0;
  std::optional<int> status;           ///< Of a complete answer.
  std::optional<std::string> failure;  ///< For people, where no complete answer came.
  std::string response_body;           ///< The beginning of it, as received.
  std::optional<std::string> address;  ///< That was connected to, such as `[::1]:443`.
};

struct StoredDelivery {
  std::string webhook_id;
  DeliveryProgress progress;
  std::vector<AttemptRecord> attempts;
};

struct StoredMessage {
  std::string id;
  Trigger trigger = Trigger::event_created;
  EpochMilliseconds occurred_at = 0;
  EpochMilliseconds accepted_at = 0;
  std::vector<StoredDelivery> deliveries;
  std::vector<Skip> skips;
};

/// What the store made of a message.
struct EnqueuedMessage {
  MessageKey key = 0;
  std::vector<DeliveryKey> deliveries;  ///< In the order of the matching's; ascending.
  std::int64_t incarnation = 0;         ///< Under which this process has claimed them.
  std::vector<WebhookKey> left_free;    ///< Whose deliveries nobody has claimed.
};

struct PendingDelivery {
  DeliveryKey key = 0;
  MessageKey message = 0;
  DeliveryProgress progress;
  std::uint32_t attempts_before = 0;  ///< It was last sent again; `progress` counts from there.
};

/// A message as it is listed.
struct ListedMessage {
  MessageKey key = 0;
  std::string id;
  Trigger trigger = Trigger::event_created;
  EpochMilliseconds occurred_at = 0;
  EpochMilliseconds accepted_at = 0;
};

/// A delivery as it is listed.
struct ListedDelivery {
  DeliveryKey key = 0;
  MessageKey message = 0;
  WebhookKey webhook = 0;
  std::string message_id;
  std::string webhook_id;
  Trigger trigger = Trigger::event_created;
  EpochMilliseconds accepted_at = 0;
  DeliveryState state = DeliveryState::pending;
  std::uint32_t attempts = 0;  ///< All of them.
  EpochMilliseconds due_at = 0;
  WorkspaceKey workspace = kNoWorkspace;
  /// Without what was answered and by which address; nothing also where it is not kept any more.
  std::optional<AttemptRecord> last_attempt;
};

/// Which messages are meant.
struct MessageFilter {
  WorkspaceKey workspace = kNoWorkspace;
  std::optional<Trigger> trigger;
  EpochMilliseconds since = 0;              ///< Accepted at this moment or later.
  EpochMilliseconds until = kLatestMoment;  ///< Accepted before it.
};

/// Which deliveries are meant.
struct DeliveryFilter {
  MessageFilter message;
  std::optional<std::string> webhook_id;
  std::vector<DeliveryState> states;  ///< Any of these; of none, all.
};

/// How much of a list is read at a time.
struct ListLimit {
  std::size_t found_max = 0;
  std::size_t rows_max = 0;  ///< That are looked at for it.
};

/// A part of a list, the newest first.
template <typename Record>
struct Listed {
  std::vector<Record> records;
  std::int64_t position = 0;  ///< The next part comes before this key.
  bool is_last = false;       ///< There is none.
};

/// Where reading a delivery log goes on: all before `message` was read, and of it the deliveries up
/// to `delivery` and the skips up to `skip`.
struct LogPosition {
  MessageKey message = 0;
  DeliveryKey delivery = 0;
  WebhookKey skip = 0;
};

/// How much of a delivery log is read at a time.
struct LogLimit {
  std::size_t messages_max = 0;  ///< That are looked at.
  std::size_t bytes = 0;         ///< After which no further line is read.
};

/// A part of a delivery log.
struct LogPart {
  std::string lines;  ///< Whole ones, each with its end.
  LogPosition position;
  bool is_last = false;
};

/// What a request with an idempotency key was answered, for when it comes again.
struct StoredAnswer {
  std::string request_digest;  ///< Tells the same request from another one.
  std::string body;
  EpochMilliseconds answered_at = 0;
};

/// What may go of a table: what is too old, and what has enough newer ones beside it.
struct PruneLimit {
  EpochMilliseconds before = kEarliestMoment;  ///< What is from before this moment.
  std::int64_t kept = std::numeric_limits<std::int64_t>::max();  ///< As many stay; at least 1.
};

/// What a step of pruning did.
struct PruneStep {
  std::int64_t position = 0;  ///< Where the next one goes on.
  std::size_t removed = 0;    ///< Rows; a partition that went as a whole counts as one.
  bool is_last = false;       ///< What comes after the position stays.
};

struct DueRetries {
  std::vector<PendingDelivery> deliveries;    ///< The longest due first.
  std::optional<EpochMilliseconds> next_due;  ///< The earliest due time that is still to come.
};

/// What a transaction has made or changed, by its key.
struct CommittedChanges {
  std::vector<DeliveryKey> deliveries;  ///< Without those that were cancelled with their webhook.
  std::vector<WebhookKey> health;       ///< Of these webhooks.
  std::vector<CaptureKey> captures = {};

  [[nodiscard]] std::size_t size() const {
    return deliveries.size() + health.size() + captures.size();
  }
};

/// What waits to be sent, that of disabled webhooks included.
struct Backlog {
  std::int64_t untried = 0;
  std::int64_t to_retry = 0;
  std::optional<EpochMilliseconds> oldest_due;  ///< May be still to come.
};

/// What of a message is needed to send it.
struct MessageContent {
  std::string id;
  Checking checking = Checking::strict;
  std::string occurrence;
};

}  // namespace hookstorm::native
