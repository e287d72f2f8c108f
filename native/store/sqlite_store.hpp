// The embedded store: one SQLite file (WAL, every commit synced), one process at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "native/store/sql/configurations.hpp"
#include "native/store/sql/store.hpp"
#include "native/store/sqlite/database.hpp"
#include "native/system/file_lock.hpp"

namespace hookstorm::native {

/// What the store works on.
struct OpenedSqliteFile {
  OpenedSqliteFile(const std::string& path, const std::optional<SecretsKey>& secrets_key);

  FileLock lock;
  sqlite::Database database;
  Configurations configurations;
};

class SqliteStore : private OpenedSqliteFile, public SqlStore {
 public:
  /// Opens the file for writing, created where it is missing, readable by its owner alone: it
  /// holds secrets, which are encrypted from the first time on that a key is given. Throws
  /// StoreError, also where another process has it open, and where that key is missing or another.
  explicit SqliteStore(std::string path, const std::optional<SecretsKey>& secrets_key = {});

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
  bool shrink() override;
  std::unique_ptr<StoreReader> open_reader() override;

 private:
  std::string path_;
  // SQLite's own keys would begin again once the newest rows are pruned.
  MessageKey last_message_ = 0;
  DeliveryKey last_delivery_ = 0;
};

}  // namespace hookstorm::native
