// The shared store: a PostgreSQL database (15 or newer), on which several processes may work.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "native/store/postgres/database.hpp"
#include "native/store/postgres/partitions.hpp"
#include "native/store/sql/configurations.hpp"
#include "native/store/sql/store.hpp"

namespace hookstorm::native {

/// What the store works on.
struct OpenedPostgresDatabase {
  OpenedPostgresDatabase(const std::string& url, const std::optional<SecretsKey>& secrets_key);

  postgres::Database database;
  Configurations configurations;
};

class PostgresStore : private OpenedPostgresDatabase, public SqlStore {
 public:
  /// Connects by a URL `postgres://…`, to a database whose tables are up to date. Secrets are
  /// encrypted from the first time on that a key is given. Throws StoreError, also where that key
  /// is missing or another.
  explicit PostgresStore(std::string url, const std::optional<SecretsKey>& secrets_key = {});

  void transaction(const std::function<void()>& work) override;
  EnqueuedMessage enqueue(const NewMessage& message, const Matching& matching) override;
  void record_attempt(DeliveryKey delivery, const AttemptRecord& attempt,
                      const DeliveryProgress& progress) override;
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
  std::unique_ptr<StoreReader> open_reader() override;

 private:
  /// The last key beyond which `limit.kept` rows follow, by a statement that finds the first of
  /// those, its parameter being how many come before it from the end.
  std::int64_t surplus(const PruneLimit& limit, const char* first_kept);

  std::string url_;
  postgres::Keys keys_;
};

}  // namespace hookstorm::native
