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

class SqlStore : public Store, public SqlReader {
 public:
  /// `database` outlives this.
  SqlStore(sql::Database& database, const Configurations& configurations)
      : SqlReader(database, configurations), database_(database), configurations_(configurations) {}

  CommittedChanges take_changes() override;
  WorkspaceKey create_workspace(const std::string& name, EpochMilliseconds now) override;
  TokenKey create_token(const StoredToken& token) override;
  MonthUse record_token_use(TokenKey token, EpochMilliseconds used_at,
                            const MonthUse& more) override;
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
  /// What waits for a webhook that was just marked deleted.
  virtual void cancel_for_deleted(WebhookKey webhook);
  /// Where workspaces, tokens or sessions are changed.
  virtual void on_access_change() {}

  void insert_message(MessageKey key, const NewMessage& message);
  void insert_skips(MessageKey message, const std::vector<Skip>& skips);

  /// Of the transaction under way, or the last.
  [[nodiscard]] CommittedChanges& changes() { return changes_; }

 private:
  void add_revision(WebhookKey key, const Webhook& webhook, std::int64_t revision,
                    EpochMilliseconds now);

  sql::Database& database_;
  Configurations configurations_;
  CommittedChanges changes_;
};

}  // namespace hookstorm::native
