// What stores that speak SQL have in common: every read, and the changes that do not come by the
// thousand.
#pragma once

#include <memory>
#include <string>

#include "native/store/sql/configurations.hpp"
#include "native/store/sql/database.hpp"
#include "native/store/sql/reader.hpp"
#include "native/store/store.hpp"

namespace hookstorm::native {

class SqlStore : public Store {
 public:
  /// `database` outlives this.
  SqlStore(sql::Database& database, const Configurations& configurations)
      : database_(database), configurations_(configurations), reader_(database, configurations) {}

  std::vector<StoredWorkspace> workspaces() override;
  std::vector<StoredToken> tokens() override;
  std::vector<StoredSession> sessions() override;
  std::vector<AuditEntry> audit(WorkspaceKey workspace, std::int64_t before,
                                std::size_t limit) override;
  std::vector<StoredWebhook> webhooks() override;
  std::optional<StoredWebhook> webhook(WorkspaceKey workspace, std::string_view id) override;
  std::optional<Webhook> webhook_revision(WebhookKey key, std::int64_t revision) override;
  std::vector<StoredRevision> webhook_revisions(WebhookKey key, std::int64_t before,
                                                std::size_t limit) override;
  StoredHealth webhook_health(WebhookKey key) override;
  Listed<ListedMessage> messages(const MessageFilter& filter, MessageKey before,
                                 ListLimit limit) override;
  Listed<ListedDelivery> deliveries(const DeliveryFilter& filter, DeliveryKey before,
                                    ListLimit limit) override;
  std::optional<ListedDelivery> delivery(WorkspaceKey workspace, std::string_view message_id,
                                         std::string_view webhook_id) override;
  std::optional<ListedDelivery> delivery(DeliveryKey key) override;
  std::vector<AttemptRecord> attempts(DeliveryKey delivery, std::int64_t before,
                                      std::size_t limit) override;
  LogPart delivery_log(const DeliveryFilter& filter, const LogPosition& position,
                       LogLimit limit) override;
  std::optional<StoredMessage> message(WorkspaceKey workspace, std::string_view id) override;
  std::optional<MessageContent> message_content(MessageKey key) override;
  std::optional<StoredAnswer> answer(WorkspaceKey workspace,
                                     std::string_view idempotency_key) override;
  std::vector<PendingDelivery> first_attempts(WebhookKey webhook, DeliveryKey after,
                                              std::size_t limit) override;
  DueRetries due_retries(WebhookKey webhook, EpochMilliseconds now, std::size_t limit) override;
  Backlog backlog() override;
  Backlog backlog_of(WorkspaceKey workspace) override;
  std::vector<StoredInbox> inboxes(WorkspaceKey workspace, EpochMilliseconds used_since,
                                   InboxKey before, std::size_t limit) override;
  std::optional<StoredInbox> inbox(std::string_view id, EpochMilliseconds used_since) override;
  std::int64_t inbox_count(WorkspaceKey workspace, EpochMilliseconds used_since) override;
  std::vector<CaptureHead> captures(InboxKey inbox, std::int64_t before,
                                    std::size_t limit) override;
  std::optional<Capture> capture(InboxKey inbox, std::int64_t number) override;
  CommittedChanges take_changes() override;
  WorkspaceKey create_workspace(const std::string& name, EpochMilliseconds now) override;
  TokenKey create_token(const StoredToken& token) override;
  void record_token_use(TokenKey token, EpochMilliseconds used_at, const MonthUse& month) override;
  void revoke_token(TokenKey token, EpochMilliseconds now) override;
  void create_session(const StoredSession& session, EpochMilliseconds now,
                      std::size_t sessions_max) override;
  void delete_session(std::string_view hash) override;
  void add_audit(const AuditEntry& entry) override;
  WebhookKey create_webhook(WorkspaceKey workspace, const Webhook& webhook,
                            EpochMilliseconds now) override;
  void update_webhook(WebhookKey key, const Webhook& webhook, std::int64_t revision,
                      EpochMilliseconds now) override;
  void delete_webhook(WebhookKey key, EpochMilliseconds now) override;
  void send_again(DeliveryKey delivery, EpochMilliseconds now) override;
  bool cancel(DeliveryKey delivery) override;
  bool record_health(WebhookKey webhook, const StoredHealth& stored) override;
  void bring_forward(DurationMilliseconds by) override;
  void reset_health(WebhookKey webhook) override;
  void remember_answer(WorkspaceKey workspace, std::string_view idempotency_key,
                       const StoredAnswer& answer) override;
  void create_inbox(const NewInbox& inbox, EpochMilliseconds now) override;
  void update_inbox(const StoredInbox& inbox) override;
  void delete_inbox(InboxKey inbox) override;
  std::int64_t add_capture(InboxKey inbox, const Capture& capture,
                           const CaptureLimits& limits) override;
  void clear_captures(InboxKey inbox) override;
  PruneStep prune_inboxes(const PruneLimit& limit, InboxKey position,
                          std::size_t rows_max) override;

 protected:
  /// Before webhooks are changed. Throws StoreConflict where others have changed them.
  virtual void before_webhook_change() {}
  /// Where workspaces, tokens or sessions are changed.
  virtual void on_access_change() {}

  /// Of the transaction under way, or the last.
  [[nodiscard]] CommittedChanges& changes() { return changes_; }

 private:
  void add_revision(WebhookKey key, const Webhook& webhook, std::int64_t revision,
                    EpochMilliseconds now);

  sql::Database& database_;
  Configurations configurations_;
  SqlReader reader_;
  CommittedChanges changes_;
};

}  // namespace hookstorm::native
