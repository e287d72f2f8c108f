#include "native/store/sql/store.hpp"

#include <cstdint>
#include <utility>

#include "native/store/sql/access.hpp"
#include "native/store/sql/inboxes.hpp"
#include "native/store/sql/stored_values.hpp"

namespace hookstorm::native {

using sql::Query;

CommittedChanges SqlStore::take_changes() {
  return std::exchange(changes_, {});
}

WorkspaceKey SqlStore::create_workspace(const std::string& name, EpochMilliseconds now) {
  on_access_change();
  return SqlAccess(database_).create_workspace(name, now);
}

TokenKey SqlStore::create_token(const StoredToken& token) {
  on_access_change();
  return SqlAccess(database_).create_token(token);
}

MonthUse SqlStore::record_token_use(TokenKey token, EpochMilliseconds used_at,
                                    const MonthUse& more) {
  return SqlAccess(database_).record_token_use(token, used_at, more);
}

void SqlStore::revoke_token(TokenKey token, EpochMilliseconds now) {
  SqlAccess(database_).revoke_token(token, now);
  on_access_change();
}

void SqlStore::create_session(const StoredSession& session, EpochMilliseconds now,
                              std::size_t sessions_max) {
  SqlAccess(database_).create_session(session, now, sessions_max);
  on_access_change();
}

void SqlStore::delete_session(std::string_view hash) {
  SqlAccess(database_).delete_session(hash);
  on_access_change();
}

void SqlStore::add_audit(const AuditEntry& entry) {
  SqlAccess(database_).add_audit(entry);
}

WebhookKey SqlStore::create_webhook(WorkspaceKey workspace, const Webhook& webhook,
                                    EpochMilliseconds now) {
  before_webhook_change();
  WebhookKey key = 0;
  {
    Query query = database_.query(
        "INSERT INTO webhooks (public_id, workspace, revision, enabled, created_at, updated_at) "
        "VALUES (?, ?, 1, ?, ?, ?) RETURNING id");
    query.bind(webhook.id).bind(workspace).bind(webhook.enabled ? 1 : 0).bind(now).bind(now);
    key = inserted_key(query);
  }
  add_revision(key, webhook, 1, now);
  return key;
}

void SqlStore::update_webhook(WebhookKey key, const Webhook& webhook, std::int64_t revision,
                              EpochMilliseconds now) {
  before_webhook_change();
  database_.query("UPDATE webhooks SET revision = ?, enabled = ?, updated_at = ? WHERE id = ?")
      .bind(revision)
      .bind(webhook.enabled ? 1 : 0)
      .bind(now)
      .bind(key)
      .run();
  add_revision(key, webhook, revision, now);
}

void SqlStore::add_revision(WebhookKey key, const Webhook& webhook, std::int64_t revision,
                            EpochMilliseconds now) {
  const std::string configuration = configurations_.write(webhook);
  database_
      .query(
          "INSERT INTO webhook_revisions (webhook, number, configuration, created_at) "
          "VALUES (?, ?, ?, ?)")
      .bind(key)
      .bind(revision)
      .bind(configuration)
      .bind(now)
      .run();
}

void SqlStore::delete_webhook(WebhookKey key, EpochMilliseconds now) {
  before_webhook_change();
  database_.query("UPDATE webhooks SET deleted_at = ? WHERE id = ?").bind(now).bind(key).run();
  cancel_for_deleted(key);
}

/// Each by its index, which holds nothing else than what is pending.
void SqlStore::cancel_for_deleted(WebhookKey webhook) {
  database_
      .query(
          "UPDATE deliveries INDEXED BY deliveries_untried SET state = 'cancelled' "
          "WHERE webhook = ? AND state = 'pending' AND attempts = 0")
      .bind(webhook)
      .run();
  database_
      .query(
          "UPDATE deliveries INDEXED BY deliveries_to_retry SET state = 'cancelled' "
          "WHERE webhook = ? AND state = 'pending' AND attempts > 0")
      .bind(webhook)
      .run();
}

void SqlStore::send_again(DeliveryKey delivery, EpochMilliseconds now) {
  database_
      .query(
          "UPDATE deliveries SET state = 'pending', due_at = ?, attempts_before = attempts "
          "WHERE id = ?")
      .bind(now)
      .bind(delivery)
      .run();
  changes_.deliveries.push_back(delivery);
}

bool SqlStore::cancel(DeliveryKey delivery) {
  database_.query("UPDATE deliveries SET state = 'cancelled' WHERE id = ? AND state = 'pending'")
      .bind(delivery)
      .run();
  const bool was_pending = database_.rows_changed() > 0;
  if (was_pending) {
    changes_.deliveries.push_back(delivery);
  }
  return was_pending;
}

bool SqlStore::record_health(WebhookKey webhook, const StoredHealth& stored) {
  const WebhookHealth& health = stored.health;
  database_
      .query(
          "INSERT INTO webhook_health (webhook, resets, disabled, disabled_at, failing_since, "
          "failed_at, failures, failed_messages, throttled_until, throttles) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (webhook) DO UPDATE SET "
          "disabled = excluded.disabled, disabled_at = excluded.disabled_at, "
          "failing_since = excluded.failing_since, failed_at = excluded.failed_at, "
          "failures = excluded.failures, failed_messages = excluded.failed_messages, "
          "throttled_until = excluded.throttled_until, throttles = excluded.throttles "
          "WHERE webhook_health.resets = excluded.resets")
      .bind(webhook)
      .bind(stored.resets)
      .bind(name_of(health.disabled))
      .bind(health.disabled_at)
      .bind(health.failing_since)
      .bind(health.failed_at)
      .bind(health.failures)
      .bind(health.failed_messages)
      .bind(health.throttled_until)
      .bind(health.throttles)
      .run();
  changes_.health.push_back(webhook);
  return database_.rows_changed() > 0;
}

void SqlStore::bring_forward(DurationMilliseconds by) {
  database_
      .query(
          "UPDATE deliveries INDEXED BY deliveries_to_retry SET due_at = due_at - ? "
          "WHERE state = 'pending' AND attempts > 0")
      .bind(by)
      .run();
  database_
      .query(
          "UPDATE webhook_health SET throttled_until = CASE "
          "WHEN throttled_until > ?1 THEN throttled_until - ?1 ELSE 0 END")
      .bind(by)
      .run();
}

void SqlStore::reset_health(WebhookKey webhook) {
  database_
      .query(
          "INSERT INTO webhook_health (webhook, resets) VALUES (?, 1) ON CONFLICT (webhook) "
          "DO UPDATE SET resets = webhook_health.resets + 1, disabled = 'none', disabled_at = 0, "
          "failing_since = 0, failed_at = 0, failures = 0, failed_messages = 0, "
          "throttled_until = 0, throttles = 0")
      .bind(webhook)
      .run();
  changes_.health.push_back(webhook);
}

void SqlStore::remember_answer(WorkspaceKey workspace, std::string_view idempotency_key,
                               const StoredAnswer& answer) {
  // Not in place: pruning goes by keys, which are to ascend with the moments.
  database_.query("DELETE FROM answers WHERE workspace = ? AND idempotency_key = ?")
      .bind(workspace)
      .bind(idempotency_key)
      .run();
  database_
      .query(
          "INSERT INTO answers (workspace, idempotency_key, request_digest, body, "
          "answered_at) VALUES (?, ?, ?, ?, ?)")
      .bind(workspace)
      .bind(idempotency_key)
      .bind_blob(answer.request_digest)
      .bind(answer.body)
      .bind(answer.answered_at)
      .run();
}

void SqlStore::insert_message(MessageKey key, const NewMessage& message) {
  database_
      .query(
          "INSERT INTO messages (id, public_id, trigger, checking, occurrence, occurred_at, "
          "accepted_at, workspace) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(key)
      .bind(message.id)
      .bind(facts(message.trigger).name)
      .bind(name_of(message.checking))
      .bind(message.occurrence)
      .bind(message.occurred_at)
      .bind(message.accepted_at)
      .bind(message.workspace)
      .run();
}

void SqlStore::insert_skips(MessageKey message, const std::vector<Skip>& skips) {
  for (const Skip& skip : skips) {
    database_.query("INSERT INTO skips (message, webhook, reason, explanation) VALUES (?, ?, ?, ?)")
        .bind(message)
        .bind(skip.webhook)
        .bind(name_of(skip.reason))
        .bind(skip.explanation)
        .run();
  }
}

void SqlStore::create_inbox(const NewInbox& inbox, EpochMilliseconds now) {
  SqlInboxes(database_).create(inbox, now);
}

void SqlStore::update_inbox(const StoredInbox& inbox) {
  SqlInboxes(database_).update(inbox);
}

void SqlStore::delete_inbox(InboxKey inbox) {
  SqlInboxes(database_).remove(inbox);
}

std::int64_t SqlStore::add_capture(InboxKey inbox, const Capture& capture,
                                   const CaptureLimits& limits) {
  const std::int64_t number = SqlInboxes(database_).add_capture(inbox, capture, limits);
  changes_.captures.push_back({.inbox = inbox, .number = number});
  return number;
}

void SqlStore::clear_captures(InboxKey inbox) {
  SqlInboxes(database_).clear_captures(inbox);
}

PruneStep SqlStore::prune_inboxes(const PruneLimit& limit, InboxKey position,
                                  std::size_t rows_max) {
  return SqlInboxes(database_).prune(limit, position, rows_max);
}

}  // namespace hookstorm::native
