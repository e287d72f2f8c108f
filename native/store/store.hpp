// Where webhooks, messages, deliveries and attempts are kept: the contract of every store.
// An object is one connection, for one thread at a time. Every function throws StoreError where the
// store fails; what it was to change is then unchanged.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "native/store/access_records.hpp"
#include "native/store/inbox_records.hpp"
#include "native/store/peers.hpp"
#include "native/store/records.hpp"

namespace hookstorm::native {

class StoreError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What a transaction was to change, or decided by, was changed by another process meanwhile: it is
/// to be run again.
class StoreConflict : public StoreError {
 public:
  using StoreError::StoreError;
};

/// Reads what is committed.
class StoreReader {
 public:
  StoreReader() = default;
  virtual ~StoreReader() = default;
  StoreReader(const StoreReader&) = delete;
  StoreReader& operator=(const StoreReader&) = delete;
  StoreReader(StoreReader&&) = delete;
  StoreReader& operator=(StoreReader&&) = delete;

  /// In order of creation; the default one is the first.
  [[nodiscard]] virtual std::vector<StoredWorkspace> workspaces() = 0;
  /// In order of creation, those that are revoked included.
  [[nodiscard]] virtual std::vector<StoredToken> tokens() = 0;
  [[nodiscard]] virtual std::vector<StoredSession> sessions() = 0;
  /// At most `limit` entries with keys below `before`, the newest first.
  [[nodiscard]] virtual std::vector<AuditEntry> audit(WorkspaceKey workspace, std::int64_t before,
                                                      std::size_t limit) = 0;

  /// The webhooks of all workspaces that are not deleted, in order of creation.
  [[nodiscard]] virtual std::vector<StoredWebhook> webhooks() = 0;
  [[nodiscard]] virtual std::optional<StoredWebhook> webhook(WorkspaceKey workspace,
                                                             std::string_view id) = 0;
  /// A configuration that a webhook has or had.
  [[nodiscard]] virtual std::optional<Webhook> webhook_revision(WebhookKey key,
                                                                std::int64_t revision) = 0;
  /// At most `limit` of them with numbers below `before`, the newest first.
  [[nodiscard]] virtual std::vector<StoredRevision> webhook_revisions(WebhookKey key,
                                                                      std::int64_t before,
                                                                      std::size_t limit) = 0;
  [[nodiscard]] virtual StoredHealth webhook_health(WebhookKey key) = 0;

  /// The messages and deliveries with keys below `before`. A part may hold fewer than asked for, or
  /// none, where as many rows as may be were looked at.
  [[nodiscard]] virtual Listed<ListedMessage> messages(const MessageFilter& filter,
                                                       MessageKey before, ListLimit limit) = 0;
  [[nodiscard]] virtual Listed<ListedDelivery> deliveries(const DeliveryFilter& filter,
                                                          DeliveryKey before, ListLimit limit) = 0;
  /// The delivery of a message for a webhook, be it deleted.
  [[nodiscard]] virtual std::optional<ListedDelivery> delivery(WorkspaceKey workspace,
                                                               std::string_view message_id,
                                                               std::string_view webhook_id) = 0;
  /// Those of `keys` that are there and whose messages are, in this order.
  [[nodiscard]] virtual std::vector<ListedDelivery> deliveries(
      const std::vector<DeliveryKey>& keys) = 0;
  /// At most `limit` attempts with numbers below `before`, the latest first.
  [[nodiscard]] virtual std::vector<AttemptRecord> attempts(DeliveryKey delivery,
                                                            std::int64_t before,
                                                            std::size_t limit) = 0;

  /// Each delivery and each skip of the messages, in the order of acceptance: a part of the log. No
  /// lock on the file outlives the call. A filter by states leaves skips out.
  [[nodiscard]] virtual LogPart delivery_log(const DeliveryFilter& filter,
                                             const LogPosition& position, LogLimit limit) = 0;

  [[nodiscard]] virtual std::optional<StoredMessage> message(WorkspaceKey workspace,
                                                             std::string_view id) = 0;
  [[nodiscard]] virtual std::optional<MessageContent> message_content(MessageKey key) = 0;
  /// The same of several at once, of those that are there and short, by their keys: where that is
  /// quicker than one by one, and otherwise nothing.
  [[nodiscard]] virtual std::unordered_map<MessageKey, MessageContent> message_contents(
      const std::vector<MessageKey>& /*keys*/) {
    return {};
  }

  /// What the request with this idempotency key was answered.
  [[nodiscard]] virtual std::optional<StoredAnswer> answer(WorkspaceKey workspace,
                                                           std::string_view idempotency_key) = 0;

  /// At most `limit` pending deliveries of a webhook that were never tried, in ascending order of
  /// keys. They are due whatever the clock says. Where several processes work on the store, what
  /// this and the next give is this one's from here on, and given to no other. Those up to `after`
  /// were given before; they need not be given again.
  [[nodiscard]] virtual std::vector<PendingDelivery> first_attempts(WebhookKey webhook,
                                                                    DeliveryKey after,
                                                                    std::size_t limit) = 0;
  /// Takes as long as counting what waits does: about 30 ms for a million.
  [[nodiscard]] virtual Backlog backlog() = 0;
  /// The same of one workspace.
  [[nodiscard]] virtual Backlog backlog_of(WorkspaceKey workspace) = 0;
  /// At most `limit` pending deliveries of a webhook that were tried before and are due.
  [[nodiscard]] virtual DueRetries due_retries(WebhookKey webhook, EpochMilliseconds now,
                                               std::size_t limit) = 0;

  /// Makes this process the only one to send for the webhook, as long as it lives; false where
  /// another one is that.
  [[nodiscard]] virtual bool own(WebhookKey /*webhook*/) { return true; }
  /// Leaves what waits for the webhook to others, but for `held`.
  virtual void let_go(WebhookKey /*webhook*/, const std::vector<DeliveryKey>& /*held*/) {}

  /// At most `limit` inboxes with keys below `before` that were used at `used_since` or later, the
  /// newest first. Others have expired or are deleted, and found by none of these.
  [[nodiscard]] virtual std::vector<StoredInbox> inboxes(WorkspaceKey workspace,
                                                         EpochMilliseconds used_since,
                                                         InboxKey before, std::size_t limit) = 0;
  /// In whatever workspace.
  [[nodiscard]] virtual std::optional<StoredInbox> inbox(std::string_view id,
                                                         EpochMilliseconds used_since) = 0;
  /// The same, also where it has expired.
  [[nodiscard]] virtual std::optional<StoredInbox> inbox(InboxKey key) = 0;
  [[nodiscard]] virtual std::int64_t inbox_count(WorkspaceKey workspace,
                                                 EpochMilliseconds used_since) = 0;
  /// At most `limit` captures with numbers below `before`, the newest first.
  [[nodiscard]] virtual std::vector<CaptureHead> captures(InboxKey inbox, std::int64_t before,
                                                          std::size_t limit) = 0;
  [[nodiscard]] virtual std::optional<Capture> capture(InboxKey inbox, std::int64_t number) = 0;
};

/// Changes happen only within `transaction`.
class Store : public virtual StoreReader {
 public:
  /// Commits what `work` changes, durably, or undoes it and throws what `work` threw, or
  /// StoreError.
  virtual void transaction(const std::function<void()>& work) = 0;
  /// Of the last transaction, where it was committed; once.
  [[nodiscard]] virtual CommittedChanges take_changes() = 0;

  /// Adds a workspace with a new name.
  virtual WorkspaceKey create_workspace(const std::string& name, EpochMilliseconds now) = 0;

  /// Adds a token, which has a new id; the key is given out, and that of the argument left alone.
  virtual TokenKey create_token(const StoredToken& token) = 0;
  /// Adds requests to those of the month under way, or to a new month where that is over at
  /// `used_at`. Gives what there is of it then, wherever it was counted.
  virtual MonthUse record_token_use(TokenKey token, EpochMilliseconds used_at,
                                    const MonthUse& more) = 0;
  /// Ends its sessions as well.
  virtual void revoke_token(TokenKey token, EpochMilliseconds now) = 0;
  /// Adds a session; those that have expired by `now` go, and of its token's the ones that expire
  /// first beyond `sessions_max`.
  virtual void create_session(const StoredSession& session, EpochMilliseconds now,
                              std::size_t sessions_max) = 0;
  virtual void delete_session(std::string_view hash) = 0;

  /// Adds an entry; its key is given by the store.
  virtual void add_audit(const AuditEntry& entry) = 0;

  /// Adds a webhook with a new id as its revision 1; the key is given out.
  virtual WebhookKey create_webhook(WorkspaceKey workspace, const Webhook& webhook,
                                    EpochMilliseconds now) = 0;
  /// Adds a revision; the ones before are kept.
  virtual void update_webhook(WebhookKey key, const Webhook& webhook, std::int64_t revision,
                              EpochMilliseconds now) = 0;
  /// Marks the webhook deleted and cancels its pending deliveries. Its history is kept.
  virtual void delete_webhook(WebhookKey key, EpochMilliseconds now) = 0;

  /// Adds a message with its deliveries, due at once, and its skips. Keys are above all those that
  /// this object has given out or seen, also where what had them is gone. The deliveries are this
  /// process's, as if they had been given by `first_attempts`, but for what is left free.
  virtual EnqueuedMessage enqueue(const NewMessage& message, const Matching& matching) = 0;
  /// Under which number of an incarnation (`Peers::incarnation`) the transaction under way claims;
  /// 0 where no other process works on the store.
  [[nodiscard]] virtual std::int64_t incarnation() const { return 0; }
  /// Adds an attempt, whose number says how many there are now. The progress is taken over unless
  /// the delivery was cancelled meanwhile; one that was cancelled and pruned since is left alone,
  /// and so is one that is not this process's any more, or has another such attempt already.
  virtual void record_attempt(DeliveryKey delivery, const AttemptRecord& attempt,
                              const DeliveryProgress& progress) = 0;
  /// Makes the delivery pending and due at `now`, whatever its state, with all its retries before
  /// it.
  virtual void send_again(DeliveryKey delivery, EpochMilliseconds now) = 0;
  /// False where it was not pending.
  virtual bool cancel(DeliveryKey delivery) = 0;
  /// Takes the health over, and true, unless it was reset since `health` was read, or another
  /// process has recorded one of a later version.
  virtual bool record_health(WebhookKey webhook, const StoredHealth& health) = 0;
  /// Lets all retries and the ends of throttlings come so much earlier, as after the clock was set
  /// back. Takes some seconds for a million retries.
  virtual void bring_forward(DurationMilliseconds by) = 0;
  /// Makes the webhook healthy, as after a change that what failed before says nothing about.
  virtual void reset_health(WebhookKey webhook) = 0;

  /// Takes the place of what the key had before.
  virtual void remember_answer(WorkspaceKey workspace, std::string_view idempotency_key,
                               const StoredAnswer& answer) = 0;

  /// Removes messages beyond the limit with all that belongs to them, from the one after the key
  /// `position` on, in order of acceptance. Those with a pending delivery stay, and so does what
  /// the store needs to use no key twice. Looks at and removes at most `rows_max` rows; where a
  /// message has more, the next step goes on with it.
  virtual PruneStep prune_messages(const PruneLimit& limit, MessageKey position,
                                   std::size_t rows_max) = 0;
  /// The same for attempts alone; their deliveries stay.
  virtual PruneStep prune_attempts(const PruneLimit& limit, std::int64_t position,
                                   std::size_t rows_max) = 0;
  /// The same for answers to idempotency keys.
  virtual PruneStep prune_answers(const PruneLimit& limit, std::int64_t position,
                                  std::size_t rows_max) = 0;
  /// The same for the audit log.
  virtual PruneStep prune_audit(const PruneLimit& limit, std::int64_t position,
                                std::size_t rows_max) = 0;

  /// Adds an inbox with a new id.
  virtual void create_inbox(const NewInbox& inbox, EpochMilliseconds now) = 0;
  /// Takes name, answer and `used_at` over.
  virtual void update_inbox(const StoredInbox& inbox) = 0;
  /// It is not found any more; its rows go by pruning.
  virtual void delete_inbox(InboxKey inbox) = 0;
  /// Adds a capture and gives its number; the inbox was used at its moment. The oldest ones beyond
  /// `limits` go.
  virtual std::int64_t add_capture(InboxKey inbox, const Capture& capture,
                                   const CaptureLimits& limits) = 0;
  /// None of them is found any more; their rows go by pruning.
  virtual void clear_captures(InboxKey inbox) = 0;
  /// Removes what was deleted and cleared, and the inboxes not used since the limit's moment.
  virtual PruneStep prune_inboxes(const PruneLimit& limit, InboxKey position,
                                  std::size_t rows_max) = 0;

  /// Gives a little of the space that nothing needs any more back to the system. False where there
  /// is none, or so little that new messages will soon need it.
  virtual bool shrink() = 0;

  /// Whether other processes have changed webhooks since this was last asked in a transaction that
  /// was committed: `webhooks` is to be read again. Within a transaction.
  [[nodiscard]] virtual bool has_foreign_changes() { return false; }
  /// The other processes; null where there can be none.
  [[nodiscard]] virtual Peers* peers() { return nullptr; }

  /// A further connection to the same store, to be used by another thread.
  [[nodiscard]] virtual std::unique_ptr<StoreReader> open_reader() = 0;
};

}  // namespace hookstorm::native
