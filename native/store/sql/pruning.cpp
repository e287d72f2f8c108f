#include "native/store/sql/pruning.hpp"

#include <optional>

namespace hookstorm::native {
namespace {

using sql::Query;

/// A row that pruning comes to.
struct Candidate {
  std::int64_t key = 0;
  EpochMilliseconds moment = 0;
  bool is_pending = false;  ///< Something of its message is.
};

std::optional<Candidate> read_candidate(Query query, std::int64_t position, std::int64_t end) {
  query.bind(position).bind(end);
  if (!query.step()) {
    return std::nullopt;
  }
  return Candidate{
      .key = query.integer(0), .moment = query.integer(1), .is_pending = query.integer(2) != 0};
}

bool may_go(const Candidate& candidate, const PruneLimit& limit, std::int64_t surplus) {
  return candidate.moment < limit.before || candidate.key <= surplus;
}

}  // namespace

PruneStep SqlPruning::messages(const PruneLimit& limit, MessageKey position, MessageKey surplus,
                               MessageKey end) {
  while (rows_left_ > 0) {
    const std::optional<Candidate> candidate =
        read_candidate(database_.query("SELECT id, accepted_at, EXISTS (SELECT 1 FROM deliveries "
                                       "WHERE message = messages.id AND state = 'pending') "
                                       "FROM messages WHERE id > ? AND id < ? ORDER BY id LIMIT 1"),
                       position, end);
    if (!candidate || !may_go(*candidate, limit, surplus)) {
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

PruneStep SqlPruning::answers(const PruneLimit& limit, std::int64_t position,
                              std::int64_t surplus) {
  return rows(
      limit, position, surplus,
      "SELECT id, answered_at, false FROM answers WHERE id > ? AND id < ? ORDER BY id LIMIT 1",
      "DELETE FROM answers WHERE id IN (SELECT id FROM answers WHERE id = ? LIMIT ?)");
}

PruneStep SqlPruning::audit(const PruneLimit& limit, std::int64_t position, std::int64_t surplus) {
  return rows(limit, position, surplus,
              "SELECT id, at, false FROM audit WHERE id > ? AND id < ? ORDER BY id LIMIT 1",
              "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE id = ? LIMIT ?)");
}

PruneStep SqlPruning::rows(const PruneLimit& limit, std::int64_t position, std::int64_t surplus,
                           const char* next, const char* remove, std::int64_t end) {
  while (rows_left_ > 0) {
    const std::optional<Candidate> candidate = read_candidate(database_.query(next), position, end);
    if (!candidate || !may_go(*candidate, limit, surplus)) {
      return {.position = position, .removed = removed_, .is_last = true};
    }
    if (candidate->is_pending) {
      --rows_left_;
    } else if (!remove_some(remove, candidate->key)) {
      break;
    }
    position = candidate->key;
  }
  return {.position = position, .removed = removed_};
}

bool SqlPruning::remove_message(MessageKey message) {
  return remove_some(
             "DELETE FROM attempts WHERE (delivery, number) IN (SELECT a.delivery, a.number "
             "FROM deliveries d JOIN attempts a ON a.delivery = d.id WHERE d.message = ? LIMIT ?)",
             message) &&
         remove_some(
             "DELETE FROM deliveries WHERE id IN (SELECT id FROM deliveries WHERE message = ? "
             "LIMIT ?)",
             message) &&
         remove_some(
             "DELETE FROM skips WHERE (message, webhook) IN (SELECT message, webhook FROM skips "
             "WHERE message = ? LIMIT ?)",
             message) &&
         remove_some(
             "DELETE FROM messages WHERE id IN (SELECT id FROM messages WHERE id = ? "
             "LIMIT ?)",
             message);
}

bool SqlPruning::remove_some(const char* sql, std::int64_t key) {
  if (rows_left_ <= 0) {
    return false;
  }
  database_.query(sql).bind(key).bind(rows_left_).run();
  const std::int64_t count = database_.rows_changed();
  removed_ += static_cast<std::size_t>(count);
  rows_left_ -= count;
  // Where no row is left to be removed, there may be more of these.
  return rows_left_ > 0;
}

}  // namespace hookstorm::native
