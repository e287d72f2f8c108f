#include "native/engine/webhook_changes.hpp"

#include <memory>
#include <utility>

#include "core/text/uuid.hpp"
#include "core/webhook/secret_rotation.hpp"

namespace hookstorm::native {
namespace {

using Kind = ChangeOutcome::Kind;

constexpr std::size_t kGeneratedSecretBytes = 32;

std::string configuration_of(const Webhook& webhook) {
  json::Writer writer;
  write_webhook(writer, webhook, SecretShown::yes);
  return writer.take();
}

/// Whether what failed before the change says nothing about what comes after it.
bool is_fresh_start(const Webhook& before, const Webhook& after) {
  return before.url.text != after.url.text || (after.enabled && !before.enabled);
}

void put_revision(Store& store, WebhookRegistry& registry, StoredWebhook& stored, Webhook webhook,
                  EpochMilliseconds now) {
  stored.webhook = std::move(webhook);
  stored.updated_at = now;
  ++stored.revision;
  store.update_webhook(stored.key, stored.webhook, stored.revision, now);
  registry.put(stored);
}

void write_down(Store& store, const Actor& actor, AuditAction action, const StoredWebhook& stored,
                std::optional<std::int64_t> revision_before,
                std::optional<std::int64_t> revision_after, EpochMilliseconds now) {
  store.add_audit({.workspace = stored.workspace,
                   .at = now,
                   .actor = actor,
                   .action = action,
                   .subject_id = stored.webhook.id,
                   .subject_name = stored.webhook.name,
                   .revision_before = revision_before,
                   .revision_after = revision_after});
}

/// The caller's webhook with the id.
std::optional<StoredWebhook> find(const WebhookRegistry& registry, const Caller& caller,
                                  std::string_view id) {
  std::optional<StoredWebhook> stored = registry.find(id);
  return stored && stored->workspace == caller.workspace ? std::move(stored) : std::nullopt;
}

}  // namespace

void disable_webhook(Store& store, WebhookRegistry& registry, WebhookKey key,
                     EpochMilliseconds now) {
  std::optional<StoredWebhook> stored = registry.find(key);
  if (!stored || !stored->webhook.enabled) {
    return;
  }
  Webhook webhook = stored->webhook;
  webhook.enabled = false;
  put_revision(store, registry, *stored, std::move(webhook), now);
  write_down(store, {.kind = ActorKind::dispatcher}, AuditAction::webhook_changed, *stored,
             stored->revision - 1, stored->revision, now);
}

WebhookChanges::WebhookChanges(Writer& writer, Clock clock, RandomBytes random,
                               std::function<void()> on_change)
    : writer_(writer),
      clock_(std::move(clock)),
      random_(std::move(random)),
      on_change_(std::move(on_change)) {}

bool WebhookChanges::create(const Caller& caller, Webhook webhook, Done done) {
  webhook.id = uuid_of(random_array<16>(random_));
  if (!webhook.secret) {
    const auto key = random_array<kGeneratedSecretBytes>(random_);
    webhook.secret = new_secret(webhook.signature, std::string(key.begin(), key.end()));
  }
  return submit(
      [caller, webhook = std::move(webhook), now = clock_()](Store& store,
                                                             WebhookRegistry& registry) {
        if (registry.count_of(caller.workspace) >= kWebhooksMax) {
          return ChangeOutcome{.kind = Kind::too_many};
        }
        StoredWebhook stored{.key = store.create_webhook(caller.workspace, webhook, now),
                             .workspace = caller.workspace,
                             .webhook = webhook,
                             .created_at = now,
                             .updated_at = now};
        registry.put(stored);
        write_down(store, caller.actor, AuditAction::webhook_created, stored, std::nullopt,
                   stored.revision, now);
        return ChangeOutcome{.kind = Kind::stored, .webhook = std::move(stored)};
      },
      std::move(done));
}

bool WebhookChanges::update(const Caller& caller, std::string id, Change change, Done done) {
  return this->change(caller, std::move(id), AuditAction::webhook_changed, std::move(change),
                      std::move(done));
}

bool WebhookChanges::change(const Caller& caller, std::string id, AuditAction action, Change change,
                            Done done) {
  return submit(
      [caller, id = std::move(id), action, change = std::move(change), now = clock_()](
          Store& store, WebhookRegistry& registry) {
        std::optional<StoredWebhook> stored = find(registry, caller, id);
        if (!stored) {
          return ChangeOutcome{.kind = Kind::not_found};
        }
        Result<Webhook> changed = change(stored->webhook);
        if (!changed.ok()) {
          return ChangeOutcome{.kind = Kind::refused, .problems = changed.problems()};
        }
        changed.value().id = stored->webhook.id;
        if (configuration_of(changed.value()) != configuration_of(stored->webhook)) {
          if (is_fresh_start(stored->webhook, changed.value())) {
            store.reset_health(stored->key);
          }
          put_revision(store, registry, *stored, std::move(changed.value()), now);
          write_down(store, caller.actor, action, *stored, stored->revision - 1, stored->revision,
                     now);
        }
        stored->health = store.webhook_health(stored->key).health;
        return ChangeOutcome{.kind = Kind::stored, .webhook = std::move(stored)};
      },
      std::move(done));
}

bool WebhookChanges::rotate_secret(const Caller& caller, std::string id, EpochMilliseconds until,
                                   Done done) {
  const auto random = random_array<kGeneratedSecretBytes>(random_);
  return change(
      caller, std::move(id), AuditAction::webhook_secret_rotated,
      [random = std::string(random.begin(), random.end()), until, now = clock_()](
          const Webhook& webhook) { return with_new_secret(webhook, random, until, now); },
      std::move(done));
}

bool WebhookChanges::remove(const Caller& caller, std::string id, Done done) {
  return submit(
      [caller, id = std::move(id), now = clock_()](Store& store, WebhookRegistry& registry) {
        const std::optional<StoredWebhook> stored = find(registry, caller, id);
        if (!stored) {
          return ChangeOutcome{.kind = Kind::not_found};
        }
        store.delete_webhook(stored->key, now);
        registry.remove(stored->key);
        write_down(store, caller.actor, AuditAction::webhook_deleted, *stored, stored->revision,
                   std::nullopt, now);
        return ChangeOutcome{.kind = Kind::stored};
      },
      std::move(done));
}

bool WebhookChanges::submit(Decide decide, Done done) {
  const auto outcome = std::make_shared<ChangeOutcome>();
  return writer_.try_submit(
      {.run = [outcome, decide = std::move(decide)](
                  Store& store, WebhookRegistry& registry) { *outcome = decide(store, registry); },
       .done =
           [outcome, done = std::move(done), on_change = on_change_](bool committed) {
             if (committed && outcome->kind == Kind::stored) {
               on_change();
             }
             done(committed ? std::move(*outcome) : ChangeOutcome{});
           }});
}

}  // namespace hookstorm::native
