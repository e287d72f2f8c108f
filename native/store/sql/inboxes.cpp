#include "native/store/sql/inboxes.hpp"

#include <algorithm>
#include <limits>
#include <string>

#include "native/store/store.hpp"

namespace hookstorm::native {
namespace {

using sql::Query;

/// Of a step of pruning: some milliseconds, secure deletion included.
constexpr std::int64_t kPrunedBytesMax = std::int64_t{4} * 1024 * 1024;

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kColon = ": ";

/// As they stand in a request's head: neither names nor values can hold a line end, and no name a
/// colon.
std::string header_lines(const std::vector<Header>& headers) {
  std::string lines;
  for (const Header& header : headers) {
    lines.append(header.name).append(kColon).append(header.value).append(kLineEnd);
  }
  return lines;
}

std::vector<Header> parse_header_lines(std::string_view lines) {
  std::vector<Header> headers;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find(kLineEnd));
    const std::size_t colon = line.find(kColon);
    headers.push_back({std::string(line.substr(0, colon)),
                       std::string(line.substr(std::min(colon + kColon.size(), line.size())))});
    lines.remove_prefix(std::min(line.size() + kLineEnd.size(), lines.size()));
  }
  return headers;
}

/// Of a row (id, public_id, name, answer_status, answer_delay_ms, answer_body,
/// answer_content_type, created_at, used_at, first_capture, last_capture, workspace).
StoredInbox read_inbox(const Query& row) {
  return {.key = row.integer(0),
          .id = std::string(row.text(1)),
          .workspace = row.integer(11),
          .name = std::string(row.text(2)),
          .answer = {.status = static_cast<int>(row.integer(3)),
                     .delay_ms = row.integer(4),
                     .body = std::string(row.text(5)),
                     .content_type = std::string(row.text(6))},
          .created_at = row.integer(7),
          .used_at = row.integer(8),
          .first_capture = row.integer(9),
          .last_capture = row.integer(10)};
}

/// Of a row (number, captured_at, method, target, source, headers, length of the body).
CaptureHead read_head(const Query& row) {
  return {.number = row.integer(0),
          .at = row.integer(1),
          .method = std::string(row.text(2)),
          .target = std::string(row.text(3)),
          .source = std::string(row.text(4)),
          .headers = parse_header_lines(row.text(5)),
          .body_bytes = static_cast<std::size_t>(row.integer(6))};
}

}  // namespace

std::size_t Capture::bytes() const {
  std::size_t bytes = head.method.size() + head.target.size() + head.source.size() + body.size();
  for (const Header& header : head.headers) {
    bytes += header.name.size() + kColon.size() + header.value.size() + kLineEnd.size();
  }
  return bytes;
}

std::vector<StoredInbox> SqlInboxes::inboxes(WorkspaceKey workspace, EpochMilliseconds used_since,
                                             InboxKey before, std::size_t limit) {
  Query query = database_.query(
      "SELECT id, public_id, name, answer_status, answer_delay_ms, answer_body, "
      "answer_content_type, created_at, used_at, first_capture, last_capture, workspace FROM "
      "inboxes "
      "WHERE workspace = ? AND used_at >= ? AND id < ? ORDER BY id DESC LIMIT ?");
  query.bind(workspace).bind(used_since).bind(before).bind(static_cast<std::int64_t>(limit));
  std::vector<StoredInbox> inboxes;
  while (query.step()) {
    inboxes.push_back(read_inbox(query));
  }
  return inboxes;
}

std::optional<StoredInbox> SqlInboxes::inbox(std::string_view id, EpochMilliseconds used_since) {
  Query query = database_.query(
      "SELECT id, public_id, name, answer_status, answer_delay_ms, answer_body, "
      "answer_content_type, created_at, used_at, first_capture, last_capture, workspace FROM "
      "inboxes "
      "WHERE public_id = ? AND used_at >= ?");
  query.bind(id).bind(used_since);
  return query.step() ? std::optional(read_inbox(query)) : std::nullopt;
}

std::optional<StoredInbox> SqlInboxes::inbox(InboxKey key) {
  Query query = database_.query(
      "SELECT id, public_id, name, answer_status, answer_delay_ms, answer_body, "
      "answer_content_type, created_at, used_at, first_capture, last_capture, workspace FROM "
      "inboxes WHERE id = ? AND used_at > 0");
  query.bind(key);
  return query.step() ? std::optional(read_inbox(query)) : std::nullopt;
}

std::int64_t SqlInboxes::inbox_count(WorkspaceKey workspace, EpochMilliseconds used_since) {
  Query query =
      database_.query("SELECT count(*) FROM inboxes WHERE workspace = ? AND used_at >= ?");
  query.bind(workspace).bind(used_since);
  return query.step() ? query.integer(0) : 0;
}

std::vector<CaptureHead> SqlInboxes::captures(InboxKey inbox, std::int64_t before,
                                              std::size_t limit) {
  Query query = database_.query(
      "SELECT number, captured_at, method, target, source, headers, length(body) FROM captures "
      "WHERE inbox = ?1 AND number < ?2 "
      "AND number >= (SELECT first_capture FROM inboxes WHERE id = ?1) "
      "ORDER BY number DESC LIMIT ?3");
  query.bind(inbox).bind(before).bind(static_cast<std::int64_t>(limit));
  std::vector<CaptureHead> captures;
  while (query.step()) {
    captures.push_back(read_head(query));
  }
  return captures;
}

std::optional<Capture> SqlInboxes::capture(InboxKey inbox, std::int64_t number) {
  Query query = database_.query(
      "SELECT number, captured_at, method, target, source, headers, length(body), body "
      "FROM captures WHERE inbox = ?1 AND number = ?2 "
      "AND number >= (SELECT first_capture FROM inboxes WHERE id = ?1)");
  query.bind(inbox).bind(number);
  if (!query.step()) {
    return std::nullopt;
  }
  return Capture{.head = read_head(query), .body = std::string(query.text(7))};
}

void SqlInboxes::create(const NewInbox& inbox, EpochMilliseconds now) {
  database_
      .query(
          "INSERT INTO inboxes (public_id, workspace, name, answer_status, answer_delay_ms, "
          "answer_body, "
          "answer_content_type, created_at, used_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(inbox.id)
      .bind(inbox.workspace)
      .bind(inbox.name)
      .bind(inbox.answer.status)
      .bind(inbox.answer.delay_ms)
      .bind(inbox.answer.body)
      .bind(inbox.answer.content_type)
      .bind(now)
      .bind(now)
      .run();
}

void SqlInboxes::update(const StoredInbox& inbox) {
  database_
      .query(
          "UPDATE inboxes SET name = ?, answer_status = ?, answer_delay_ms = ?, answer_body = ?, "
          "answer_content_type = ?, used_at = ? WHERE id = ?")
      .bind(inbox.name)
      .bind(inbox.answer.status)
      .bind(inbox.answer.delay_ms)
      .bind(inbox.answer.body)
      .bind(inbox.answer.content_type)
      .bind(inbox.used_at)
      .bind(inbox.key)
      .run();
}

void SqlInboxes::remove(InboxKey inbox) {
  database_.query("UPDATE inboxes SET used_at = 0 WHERE id = ?").bind(inbox).run();
}

std::int64_t SqlInboxes::add_capture(InboxKey inbox, const Capture& capture,
                                     const CaptureLimits& limits) {
  std::int64_t number = 0;
  std::int64_t first = 0;
  std::int64_t kept_bytes = 0;
  {
    // Who else takes one in waits for this one's number.
    Query query = database_.query(
        "UPDATE inboxes SET last_capture = last_capture + 1 WHERE id = ? "
        "RETURNING last_capture, first_capture, kept_bytes");
    query.bind(inbox);
    if (!query.step()) {
      throw StoreError("There is no inbox for a capture.");
    }
    number = query.integer(0);
    first = query.integer(1);
    kept_bytes = query.integer(2);
    query.run();
  }
  const auto bytes = static_cast<std::int64_t>(capture.bytes());
  const std::string headers = header_lines(capture.head.headers);
  database_
      .query(
          "INSERT INTO captures (inbox, number, captured_at, bytes, method, target, source, "
          "headers, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(inbox)
      .bind(number)
      .bind(capture.head.at)
      .bind(bytes)
      .bind(capture.head.method)
      .bind(capture.head.target)
      .bind(capture.head.source)
      .bind_blob(headers)
      .bind_blob(capture.body)
      .run();
  kept_bytes += bytes;
  for (std::optional<Oldest> oldest = oldest_capture(inbox);
       oldest && oldest->number < number &&
       (number - oldest->number >= limits.count || kept_bytes > limits.bytes);
       oldest = oldest_capture(inbox)) {
    remove_capture(inbox, oldest->number);
    kept_bytes -= oldest->bytes;
    first = std::max(first, oldest->number + 1);
  }
  database_.query("UPDATE inboxes SET first_capture = ?, kept_bytes = ?, used_at = ? WHERE id = ?")
      .bind(first)
      .bind(kept_bytes)
      .bind(capture.head.at)
      .bind(inbox)
      .run();
  return number;
}

void SqlInboxes::clear_captures(InboxKey inbox) {
  database_.query("UPDATE inboxes SET first_capture = last_capture + 1 WHERE id = ?")
      .bind(inbox)
      .run();
}

PruneStep SqlInboxes::prune(const PruneLimit& limit, InboxKey position, std::size_t rows_max) {
  PruneStep step{.position = position};
  std::int64_t bytes = 0;
  for (std::size_t rows = 0; rows < rows_max && bytes < kPrunedBytesMax; ++rows) {
    InboxKey inbox = 0;
    std::int64_t end = 0;  // What comes before it goes.
    bool is_over = false;
    {
      Query query = database_.query(
          "SELECT id, used_at, first_capture FROM inboxes WHERE id > ? ORDER BY id LIMIT 1");
      query.bind(step.position);
      if (!query.step()) {
        step.is_last = true;
        return step;
      }
      inbox = query.integer(0);
      is_over = query.integer(1) < limit.before;
      end = is_over ? std::numeric_limits<std::int64_t>::max() : query.integer(2);
    }
    const std::optional<Oldest> oldest = oldest_capture(inbox);
    if (oldest && oldest->number < end) {
      remove_capture(inbox, oldest->number);
      database_.query("UPDATE inboxes SET kept_bytes = kept_bytes - ? WHERE id = ?")
          .bind(oldest->bytes)
          .bind(inbox)
          .run();
      bytes += oldest->bytes;
      ++step.removed;
      continue;  // With the next one of the same inbox.
    }
    if (is_over) {
      database_.query("DELETE FROM inboxes WHERE id = ?").bind(inbox).run();
      ++step.removed;
    }
    step.position = inbox;
  }
  return step;
}

std::optional<SqlInboxes::Oldest> SqlInboxes::oldest_capture(InboxKey inbox) {
  Query query =
      database_.query("SELECT number, bytes FROM captures WHERE inbox = ? ORDER BY number LIMIT 1");
  query.bind(inbox);
  return query.step() ? std::optional(Oldest{.number = query.integer(0), .bytes = query.integer(1)})
                      : std::nullopt;
}

void SqlInboxes::remove_capture(InboxKey inbox, std::int64_t number) {
  database_.query("DELETE FROM captures WHERE inbox = ? AND number = ?")
      .bind(inbox)
      .bind(number)
      .run();
}

}  // namespace hookstorm::native
