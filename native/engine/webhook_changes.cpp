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
}

WebhookChanges::WebhookChanges(Writer& writer, Clock clock, RandomBytes random,
                               std::function<void()> on_change)
    : writer_(writer),
      clock_(std::move(clock)),
      random_(std::move(random)),
      on_change_(std::move(on_change)) {}

bool WebhookChanges::create(Webhook webhook, Done done) {
  webhook.id = uuid_of(random_array<16>(random_));
  if (!webhook.secret) {
    const auto key = random_array<kGeneratedSecretBytes>(random_);
    webhook.secret = new_secret(webhook.signature, std::string(key.begin(), key.end()));
  }
  return submit(
      [webhook = std::move(webhook), now = clock_()](Store& store, WebhookRegistry& registry) {
        if (registry.size() >= kWebhooksMax) {
          return ChangeOutcome{.kind = Kind::too_many};
        }
        StoredWebhook stored{.key = store.create_webhook(webhook, now),
                             .webhook = webhook,
                             .created_at = now,
                             .updated_at = now};
        registry.put(stored);
        return ChangeOutcome{.kind = Kind::stored, .webhook = std::move(stored)};
      },
      std::move(done));
}

bool WebhookChanges::update(std::string id, Change change, Done done) {
  return submit(
      [id = std::move(id), change = std::move(change), now = clock_()](Store& store,
                                                                       WebhookRegistry& registry) {
        std::optional<StoredWebhook> stored = registry.find(id);
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
        }
        stored->health = store.webhook_health(stored->key).health;
        return ChangeOutcome{.kind = Kind::stored, .webhook = std::move(stored)};
      },
      std::move(done));
}

bool WebhookChanges::rotate_secret(std::string id, EpochMilliseconds until, Done done) {
  const auto random = random_array<kGeneratedSecretBytes>(random_);
  return update(
      std::move(id),
      [random = std::string(random.begin(), random.end()), until, now = clock_()](
          const Webhook& webhook) { return with_new_secret(webhook, random, until, now); },
      std::move(done));
}

bool WebhookChanges::remove(std::string id, Done done) {
  return submit(
      [id = std::move(id), now = clock_()](Store& store, WebhookRegistry& registry) {
        const std::optional<StoredWebhook> stored = registry.find(id);
        if (!stored) {
          return ChangeOutcome{.kind = Kind::not_found};
        }
        store.delete_webhook(stored->key, now);
        registry.remove(stored->key);
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
