#include <algorithm>
#include <utility>

#include "core/text/excerpt.hpp"
#include "core/text/suggestion.hpp"
#include "core/webhook/webhook_members.hpp"

namespace hookstorm {
namespace {

constexpr DurationMilliseconds kSecond = 1000;
constexpr std::int64_t kDelaySecondsMax = RetryPolicy::kDelayMax / kSecond;
constexpr std::int64_t kRetriesMax = RetryPolicy::kRetriesMax;
constexpr std::int64_t kFactorDefault = 2;
constexpr std::int64_t kFactorMax = 100;
constexpr std::int64_t kLongestSecondsDefault = 24LL * 60 * 60;

constexpr std::string_view kListMembers[] = {"delays", "jitter"};
constexpr std::string_view kGrowthMembers[] = {"first", "factor", "longest", "retries", "jitter"};
constexpr std::string_view kRateMembers[] = {"requests", "seconds"};

void read_jitter(Members& members, RetryPolicy& policy) {
  policy.jitter_percent = members.integer("jitter", 0, RetryPolicy::kJitterPercentMax)
                              .value_or(RetryPolicy::kJitterPercentDefault);
}

void read_delays(Members& members, const json::Value& delays, RetryPolicy& policy) {
  if (!delays.is(json::Kind::list)) {
    members.wrong_type(members.at("delays"), json::Kind::list, delays);
  } else if (delays.members.size() > RetryPolicy::kRetriesMax) {
    members.error("delays", "too-many", "There are at most {} retries.", {kRetriesMax});
  } else {
    for (std::size_t i = 0; i < delays.members.size(); ++i) {
      const auto seconds = members.integer(
          delays.members[i].value, child_path(members.at("delays"), i), 0, kDelaySecondsMax);
      policy.delays.push_back(seconds.value_or(0) * kSecond);
    }
  }
  members.refuse_others(kListMembers, "A retry policy with delays");
}

/// Each wait is the one before times the factor, up to the longest.
void read_growth(Members& members, RetryPolicy& policy) {
  members.require("first", "Say how long the first wait is, in seconds, or list all \"delays\".");
  members.require("retries", "Say how many retries there are.");
  const std::int64_t first = members.integer("first", 1, kDelaySecondsMax).value_or(1);
  const std::int64_t factor = members.integer("factor", 1, kFactorMax).value_or(kFactorDefault);
  const std::int64_t longest = members.integer("longest", first, kDelaySecondsMax)
                                   .value_or(std::max(first, kLongestSecondsDefault));
  const std::int64_t retries = members.integer("retries", 0, kRetriesMax).value_or(0);
  std::int64_t seconds = first;
  for (std::int64_t i = 0; i < retries; ++i) {
    seconds = std::min(seconds, longest);
    policy.delays.push_back(seconds * kSecond);
    seconds *= factor;
  }
  members.refuse_others(kGrowthMembers, "A retry policy that grows");
}

std::optional<RetryPolicy> named_policy(Members& members, std::string_view name) {
  std::optional<RetryPolicy> policy = retry_policy_named(name);
  if (!policy) {
    members.error("retry", "unknown-retry-policy", "No retry policy is called \"{}\".{}",
                  {excerpt(name), suggestion(name, retry_policy_names())});
  }
  return policy;
}

}  // namespace

void check_retry(Members& members, Webhook& webhook) {
  const json::Value* retry = members.given("retry");
  if (retry == nullptr) {
    return;
  }
  std::optional<RetryPolicy> policy = RetryPolicy{};
  if (retry->is(json::Kind::text)) {
    policy = named_policy(members, retry->text);
  } else if (retry->is(json::Kind::object)) {
    const std::string path = members.at("retry");
    Members inner(*retry, members.policy(), path);
    read_jitter(inner, *policy);
    if (const json::Value* delays = inner.optional("delays")) {
      read_delays(inner, *delays, *policy);
    } else {
      read_growth(inner, *policy);
    }
    members.problems().append(inner.problems());
  } else {
    members.error("retry", "wrong-type",
                  "This must be a policy's name, such as \"standard\", or an object with "
                  "\"delays\" or \"first\", not {}.",
                  {json::described(retry->kind)});
    return;
  }
  if (policy) {
    webhook.retry = WebhookRetry{.document = *retry, .policy = std::move(*policy)};
  }
}

void check_timeout(Members& members, Webhook& webhook) {
  webhook.timeout_seconds = members.integer("timeout", 1, kTimeoutSecondsMax);
}

void check_rate_limit(Members& members, Webhook& webhook) {
  const json::Value* limit = members.given("rate_limit", json::Kind::object);
  if (limit == nullptr) {
    return;
  }
  const std::string path = members.at("rate_limit");
  Members inner(*limit, members.policy(), path);
  inner.require("requests", "Say how many requests may start in that time.");
  inner.require("seconds", "Say in how many seconds.");
  webhook.rate_limit =
      RateLimit{.requests = inner.integer("requests", 1, RateLimit::kRequestsMax).value_or(1),
                .seconds = inner.integer("seconds", 1, RateLimit::kSecondsMax).value_or(1)};
  inner.refuse_others(kRateMembers, "A rate limit");
  members.problems().append(inner.problems());
}

void check_concurrency(Members& members, Webhook& webhook) {
  webhook.concurrency = members.integer("concurrency", 1, Pacing::kConcurrencyMax);
}

void check_ordered(Members& members, Webhook& webhook) {
  const json::Value* ordered = members.given("ordered", json::Kind::boolean);
  webhook.ordered = ordered != nullptr && ordered->truth;
}

void write_retry(json::Writer& writer, const Webhook& webhook, SecretShown /*secret_shown*/) {
  if (webhook.retry) {
    writer.name("retry").value(webhook.retry->document);
  }
}

void write_timeout(json::Writer& writer, const Webhook& webhook, SecretShown /*secret_shown*/) {
  if (webhook.timeout_seconds) {
    writer.name("timeout").integer(*webhook.timeout_seconds);
  }
}

void write_rate_limit(json::Writer& writer, const Webhook& webhook, SecretShown /*secret_shown*/) {
  if (webhook.rate_limit) {
    writer.name("rate_limit").begin_object();
    writer.name("requests").integer(webhook.rate_limit->requests);
    writer.name("seconds").integer(webhook.rate_limit->seconds).end_object();
  }
}

void write_concurrency(json::Writer& writer, const Webhook& webhook, SecretShown /*secret_shown*/) {
  if (webhook.concurrency) {
    writer.name("concurrency").integer(*webhook.concurrency);
  }
}

void write_ordered(json::Writer& writer, const Webhook& webhook, SecretShown /*secret_shown*/) {
  if (webhook.ordered) {
    writer.name("ordered").boolean(true);
  }
}

}  // namespace hookstorm
