// A webhook's configuration: what to send, when, and to where.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/delivery/pacing.hpp"
#include "core/delivery/retry_policy.hpp"
#include "core/family/body_form.hpp"
#include "core/json/value.hpp"
#include "core/json/writer.hpp"
#include "core/occurrence/trigger.hpp"
#include "core/pick/pick.hpp"
#include "core/problem/result.hpp"
#include "core/request/header.hpp"
#include "core/signature/secret.hpp"
#include "core/time/timestamp.hpp"
#include "core/webhook/expressions.hpp"
#include "core/webhook/target_url.hpp"

namespace hookstorm {

inline constexpr std::size_t kNameBytesMax = 200;
inline constexpr std::int64_t kTimeoutSecondsMax = 60;
inline constexpr std::int64_t kTimeoutSecondsDefault = 15;

/// When a webhook's deliveries are retried, in place of the caller's default.
struct WebhookRetry {
  json::Value document;  ///< As given.
  RetryPolicy policy;
};

inline constexpr std::size_t kPreviousSecretsMax = 5;

/// A secret that was replaced: it signs along while receivers change over.
struct PreviousSecret {
  Secret secret;
  EpochMilliseconds until = 0;  ///< Not at this moment any more.
};

struct Webhook {
  std::string id;                 ///< A UUID; empty for a webhook that has not been given one.
  std::string name;               ///< For people; may be empty.
  std::vector<Trigger> triggers;  ///< At least one, none twice.
  TargetUrl url;
  Family family = Family::extended;
  std::optional<ContentMode> content_mode;  ///< Of the family cloudevents; structured without one.
  bool included = false;                    ///< Of the family extended: adds related resources.
  std::optional<WebhookFilter> filter;      ///< Without one, nothing is filtered out.
  std::optional<WebhookTemplate> body_template;  ///< Never together with `pick`.
  std::optional<Pick> pick;     ///< What is kept of the family's body; without one, all.
  std::vector<Header> headers;  ///< Of its own, beside those of every request.
  std::optional<WebhookRetry> retry;
  std::optional<std::int64_t> timeout_seconds;  ///< For a request as a whole.
  std::optional<RateLimit> rate_limit;
  std::optional<std::int64_t> concurrency;  ///< Requests under way at once.
  bool ordered = false;  ///< One delivery after the other, in the order of acceptance.
  bool enabled = true;
  SignatureScheme signature = SignatureScheme::standard;
  std::optional<Secret> secret;                  ///< Without one, requests are not signed.
  std::vector<PreviousSecret> previous_secrets;  ///< None without a secret.

  /// Whether an occurrence of `trigger` is sent to this webhook.
  [[nodiscard]] bool wants(Trigger trigger) const;
  [[nodiscard]] BodyForm body_form() const;
};

/// The webhook in a JSON text, or every problem it has: those of `json::parse`, `parse_target_url`,
/// `json_e::compile_filter`, `json_e::compile_template`, `check_pick`, `check_custom_headers` and
/// `parse_secret`, and `wrong-type`, `missing-field`, `unknown-field`, `invalid-uuid`, `too-long`,
/// `invalid-name`, `no-trigger`, `unknown-trigger`, `duplicate-trigger`, `unknown-family`,
/// `unknown-content-mode`, `family-trigger-mismatch`, `conflicting-fields`, `unknown-retry-policy`,
/// `out-of-range`, `too-many`, `unknown-signature`, `invalid-moment`. `family` defaults to
/// extended, `enabled` to true and `signature` to standard; all others but `triggers` and `url` may
/// be left out.
[[nodiscard]] Result<Webhook> parse_webhook(std::string_view text, const TargetPolicy& policy);

/// The same for a value within a document; paths begin with `path`.
[[nodiscard]] Result<Webhook> check_webhook(const json::Value& value, const TargetPolicy& policy,
                                            std::string_view path);

/// Whether what `write_webhook` writes includes the secrets, previous ones among them.
enum class SecretShown : std::uint8_t { no, yes };

/// Appends the webhook as the object that `check_webhook` reads.
void write_webhook(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown);

/// Appends the members of that object but for the id, into an object that is open.
void write_webhook_attributes(json::Writer& writer, const Webhook& webhook,
                              SecretShown secret_shown);

}  // namespace hookstorm
