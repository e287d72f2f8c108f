#include "core/webhook/secret_rotation.hpp"

#include <string>
#include <utility>

#include "core/text/decimal.hpp"

namespace hookstorm {
namespace {

Secret secret_like(const Webhook& webhook, std::string_view random) {
  if (webhook.secret && webhook.secret->kind == SecretKind::private_key) {
    return {.key = std::string(random), .kind = SecretKind::private_key};
  }
  return new_secret(webhook.signature, random);
}

}  // namespace

Result<Webhook> with_new_secret(Webhook webhook, std::string_view random, EpochMilliseconds until,
                                EpochMilliseconds now) {
  Secret secret = secret_like(webhook, random);
  std::erase_if(webhook.previous_secrets,
                [now](const PreviousSecret& previous) { return previous.until <= now; });
  if (webhook.secret && until > now && webhook.signature == SignatureScheme::standard) {
    webhook.previous_secrets.insert(webhook.previous_secrets.begin(),
                                    {std::move(*webhook.secret), until});
  }
  webhook.secret = std::move(secret);
  if (webhook.previous_secrets.size() > kPreviousSecretsMax) {
    Problems problems;
    problems.error("", "too-many",
                   "{} previous secrets sign along already; wait until one ends, or let the "
                   "present one end at once.",
                   {decimal(kPreviousSecretsMax)});
    return Result<Webhook>(problems);
  }
  return Result<Webhook>(std::move(webhook));
}

}  // namespace hookstorm
