#include "native/store/sqlite_pruning.hpp"

#include <optional>

namespace hookstorm::native {
namespace {

using sqlite::Query;

/// Of all pages, the part that stays free for what comes.
constexpr std::int64_t kPagesPerFreePage = 4;
constexpr std::int64_t kFreePagesMin = 256;
constexpr std::int64_t kIncrementalVacuum = 2;

/// A row that pruning comes to.
struct Candidate {
  std::int64_t key = 0;
  EpochMilliseconds moment = 0;
  bool is_pending = false;  ///< Something of its message is.
};

std::optional<Candidate> read_candidate(Query query, std::int64_t position) {
  query.bind(position);
  if (!query.step()) {
    return std::nullopt;
  }
  return Candidate{
      .key = query.integer(0), .moment = query.integer(1), .is_pending = query.integer(2) != 0};
}

bool may_go(const Candidate& candidate, const PruneLimit& limit, std::int64_t newest) {
  return candidate.moment < limit.before || newest - candidate.key >= limit.kept;
}

}  // namespace

PruneStep SqlitePruning::messages(const PruneLimit& limit, MessageKey position) {
  const MessageKey newest = database_.number("SELECT max(id) FROM messages");
  while (rows_left_ > 0) {
    const std::optional<Candidate> candidate =
        read_candidate(database_.query("SELECT id, accepted_at, EXISTS (SELECT 1 FROM deliveries "
                                       "WHERE message = messages.id AND state = 'pending') "
                                       "FROM messages WHERE id > ? ORDER BY id LIMIT 1"),
                       position);
    if (!candidate || !may_go(*candidate, limit, newest)) {
      return {.position = position, .removed = removed_, .is_last = true};
    }
    if (candidate->is_pending) {
      --rows_left_;
    } else if (!remove_message(candidate->key)) {
      break;
    }
    position = candidate->key;
  }
  return {.position = position, .removed = removed_};
}

PruneStep SqlitePruning::attempts(const PruneLimit& limit, std::int64_t position) {
  return rows(limit, position, database_.number("SELECT max(rowid) FROM attempts"),
              "SELECT rowid, attempted_at, EXISTS (SELECT 1 FROM deliveries own "
              "JOIN deliveries other ON other.message = own.message "
              "WHERE own.id = attempts.delivery AND other.state = 'pending') "
              "FROM attempts WHERE rowid > ? ORDER BY rowid LIMIT 1",
              "DELETE FROM attempts WHERE rowid = ?");
}

PruneStep SqlitePruning::answers(const PruneLimit& limit, std::int64_t position) {
  return rows(limit, position, database_.number("SELECT max(id) FROM answers"),
              "SELECT id, answered_at, false FROM answers WHERE id > ? ORDER BY id LIMIT 1",
              "DELETE FROM answers WHERE id = ?");
}

PruneStep SqlitePruning::audit(const PruneLimit& limit, std::int64_t position) {
  return rows(limit, position, database_.number("SELECT max(id) FROM audit"),
              "SELECT id, at, false FROM audit WHERE id > ? ORDER BY id LIMIT 1",
              "DELETE FROM audit WHERE id = ?");
}

PruneStep SqlitePruning::rows(const PruneLimit& limit, std::int64_t position, std::int64_t newest,
                              const char* next, const char* remove) {
  while (rows_left_ > 0) {
    const std::optional<Candidate> candidate = read_candidate(database_.query(next), position);
    if (!candidate || !may_go(*candidate, limit, newest)) {
      return {.position = position, .removed = removed_, .is_last = true};
    }
    --rows_left_;
    if (!candidate->is_pending) {
      database_.query(remove).bind(candidate->key).run();
      ++removed_;
    }
    position = candidate->key;
  }
  return {.position = position, .removed = removed_};
}

bool SqlitePruning::remove_message(MessageKey message) {
  return remove_some(
             "DELETE FROM attempts WHERE rowid IN (SELECT a.rowid FROM deliveries d "
             "JOIN attempts a ON a.delivery = d.id WHERE d.message = ? LIMIT ?)",
             message) &&
         remove_some(
             "DELETE FROM deliveries WHERE id IN (SELECT id FROM deliveries WHERE message = ? "
             "LIMIT ?)",
             message) &&
         remove_some(
             "DELETE FROM skips WHERE message = ?1 AND webhook IN (SELECT webhook FROM skips "
             "WHERE message = ?1 LIMIT ?2)",
             message) &&
         remove_some(
             "DELETE FROM messages WHERE id IN (SELECT id FROM messages WHERE id = ? "
             "LIMIT ?)",
             message);
}

bool SqlitePruning::remove_some(const char* sql, MessageKey message) {
  if (rows_left_ <= 0) {
    return false;
  }
  database_.query(sql).bind(message).bind(rows_left_).run();
  const std::int64_t count = database_.rows_changed();
  removed_ += static_cast<std::size_t>(count);
  rows_left_ -= count;
  // Where no row is left to be removed, there may be more of these.
  return rows_left_ > 0;
}

bool shrink_file(sqlite::Database& database) {
  if (database.number("PRAGMA auto_vacuum") != kIncrementalVacuum) {
    return false;
  }
  const std::int64_t free_pages = database.number("PRAGMA freelist_count");
  const std::int64_t pages = database.number("PRAGMA page_count");
  if (free_pages < kFreePagesMin || free_pages * kPagesPerFreePage < pages) {
    return false;
  }
  database.query("PRAGMA incremental_vacuum(32)").run();
  return true;
}

}  // namespace hookstorm::native
