// The shared store: a PostgreSQL database (15 or newer), on which several processes may work.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "native/store/postgres/database.hpp"
#include "native/store/postgres/membership.hpp"
#include "native/store/postgres/partitions.hpp"
#include "native/store/postgres/peers_thread.hpp"
#include "native/store/sql/configurations.hpp"
#include "native/store/sql/store.hpp"

namespace hookstorm::native {

/// What the store works on.
struct OpenedPostgresDatabase {
  OpenedPostgresDatabase(const std::string& url, const std::optional<SecretsKey>& secrets_key,
                         postgres::Presence presence);

  postgres::Database database;
  Configurations configurations;
  postgres::Membership membership;
};

class PostgresStore : private OpenedPostgresDatabase, public SqlStore {
 public:
  /// Connects by a URL `postgres://…`, to a database whose tables are up to date. Secrets are
  /// encrypted from the first time on that a dispatcher has a key. Throws StoreError, also where
  /// that key is missing or another.
  explicit PostgresStore(std::string url, const std::optional<SecretsKey>& secrets_key = {},
                         postgres::Presence presence = postgres::Presence::dispatcher);
  /// Lets go of what was claimed.
  ~PostgresStore() override { peers_.leave(); }
  PostgresStore(const PostgresStore&) = delete;
  PostgresStore& operator=(const PostgresStore&) = delete;
  PostgresStore(PostgresStore&&) = delete;
  PostgresStore& operator=(PostgresStore&&) = delete;

  StoredHealth webhook_health(WebhookKey key) override;
  bool record_health(WebhookKey webhook, const StoredHealth& stored) override;
  std::vector<PendingDelivery> first_attempts(WebhookKey webhook, DeliveryKey after,
                                              std::size_t limit) override;
  DueRetries due_retries(WebhookKey webhook, EpochMilliseconds now, std::size_t limit) override;
  void transaction(const std::function<void()>& work) override;
  /// Within a transaction: the same request at another process is waited for.
  std::optional<StoredAnswer> answer(WorkspaceKey workspace,
                                     std::string_view idempotency_key) override;
  EnqueuedMessage enqueue(const NewMessage& message, const Matching& matching) override;
  [[nodiscard]] std::int64_t incarnation() const override { return acting_.number; }
  void record_attempt(DeliveryKey delivery, const AttemptRecord& attempt,
                      const DeliveryProgress& progress) override;
  void send_again(DeliveryKey delivery, EpochMilliseconds now) override;
  PruneStep prune_messages(const PruneLimit& limit, MessageKey position,
                           std::size_t rows_max) override;
  PruneStep prune_attempts(const PruneLimit& limit, std::int64_t position,
                           std::size_t rows_max) override;
  PruneStep prune_answers(const PruneLimit& limit, std::int64_t position,
                          std::size_t rows_max) override;
  PruneStep prune_audit(const PruneLimit& limit, std::int64_t position,
                        std::size_t rows_max) override;
  /// The server does that by itself.
  bool shrink() override { return false; }
  bool has_foreign_changes() override;
  Peers* peers() override { return &peers_; }
  std::unique_ptr<StoreReader> open_reader() override;

 protected:
  void before_webhook_change() override;
  /// Some of it at once; pruning comes to the rest.
  void cancel_for_deleted(WebhookKey webhook) override;
  void on_access_change() override;

 private:
  /// Throws StoreError where this process was taken for dead meanwhile.
  void begin();
  /// Others, of what the transaction has done, once it is committed.
  void tell();
  /// From the partition of `position` on. Where `drop` is empty, no partition goes as a whole.
  PruneStep prune_partitions(
      const PruneLimit& limit, std::int64_t position, std::int64_t surplus,
      const std::function<PruneStep(std::int64_t from, std::int64_t end)>& prune_rows,
      const std::function<void(std::int64_t partition)>& drop);
  /// The last key beyond which `limit.kept` rows follow, by a statement that finds the first of
  /// those, its parameter being how many come before it from the end: a literal. It goes through
  /// all that is kept, and so is asked only where a run begins, which is at position 0.
  std::int64_t surplus(const PruneLimit& limit, std::int64_t position, const char* first_kept);

  std::string url_;
  postgres::Keys keys_;
  postgres::Membership::Entry acting_;  ///< As whom the transaction under way was begun.
  std::int64_t registry_version_ = 0;   ///< Of the webhooks that were read, or changed here.
  std::int64_t version_found_ = 0;      ///< At the beginning of the transaction under way.
  std::map<const char*, std::int64_t> surplus_;  ///< Of runs of pruning, by their statements.
  std::set<WebhookKey> freed_;                   ///< Of these something is left free by it.
  std::set<WebhookKey> health_;                  ///< Of these it has recorded the health.
  std::set<WebhookKey> merged_;  ///< Of these others had, so that it is new to this one too.
  postgres::PeersThread peers_;
};

}  // namespace hookstorm::native
