// Reads of a store, over any connection to its database.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "native/store/sql/configurations.hpp"
#include "native/store/sql/database.hpp"
#include "native/store/store.hpp"

namespace hookstorm::native {

/// Virtually, so that stores have these reads as their own.
class SqlReader : public virtual StoreReader {
 public:
  /// Reads over a connection that somebody else owns.
  SqlReader(sql::Database& database, Configurations configurations)
      : database_(database), configurations_(std::move(configurations)) {}

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
  std::vector<ListedDelivery> deliveries(const std::vector<DeliveryKey>& keys) override;
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
  std::optional<StoredInbox> inbox(InboxKey key) override;
  std::int64_t inbox_count(WorkspaceKey workspace, EpochMilliseconds used_since) override;
  std::vector<CaptureHead> captures(InboxKey inbox, std::int64_t before,
                                    std::size_t limit) override;
  std::optional<Capture> capture(InboxKey inbox, std::int64_t number) override;

 private:
  void read_deliveries(MessageKey key, StoredMessage& message);
  /// The latest ones.
  std::vector<AttemptRecord> attempts_in_order(DeliveryKey delivery);
  void read_skips(MessageKey key, StoredMessage& message);

  sql::Database& database_;
  Configurations configurations_;
};

}  // namespace hookstorm::native
