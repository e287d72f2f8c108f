#include <algorithm>
#include <utility>

#include "core/text/base64.hpp"
#include "core/text/excerpt.hpp"
#include "core/text/suggestion.hpp"
#include "core/webhook/webhook_members.hpp"

namespace hookstorm {
namespace {

/// Shorter secrets stand in many values by chance: those are only refused where they are the value.
constexpr std::size_t kTellingSecretBytes = 8;

std::optional<Secret> checked_secret(const json::Value* text, Members& members,
                                     SignatureScheme scheme) {
  if (text == nullptr) {
    return std::nullopt;
  }
  Result<Secret> secret = parse_secret(text->text, members.at("secret"), scheme);
  members.problems().append(secret.problems());
  return secret.ok() ? std::optional(std::move(secret.value())) : std::nullopt;
}

void check_previous_secret(Members& item, Webhook& webhook) {
  static constexpr std::string_view kNames[] = {"secret", "until"};
  item.refuse_others(kNames, "A previous secret");
  std::optional<Secret> secret =
      checked_secret(item.required("secret", json::Kind::text, "Say which secret signs along."),
                     item, webhook.signature);
  const std::optional<EpochMilliseconds> until =
      item.required_moment("until", "Say until when it signs: 2026-12-31T00:00:00Z.");
  if (secret && until) {
    webhook.previous_secrets.push_back({std::move(*secret), *until});
  }
}

bool shows(std::string_view value, const Secret& secret) {
  // Also without the prefix: receivers' libraries take it either way.
  const std::string text = secret.kind == SecretKind::text ? secret.key : base64_encode(secret.key);
  return text.size() < kTellingSecretBytes ? value == text
                                           : value.find(text) != std::string_view::npos;
}

}  // namespace

void check_signature(Members& members, Webhook& webhook) {
  const json::Value* name = members.given("signature", json::Kind::text);
  if (name == nullptr) {
    return;
  }
  if (const auto scheme = signature_scheme_named(name->text)) {
    webhook.signature = *scheme;
  } else {
    members.error("signature", "unknown-signature",
                  "No signature is called \"{}\"; there are standard and livestorm.{}",
                  {excerpt(name->text), suggestion(name->text, kSignatureSchemeNames)});
  }
}

void check_secret(Members& members, Webhook& webhook) {
  webhook.secret =
      checked_secret(members.given("secret", json::Kind::text), members, webhook.signature);
}

void check_previous_secrets(Members& members, Webhook& webhook) {
  const json::Value* list = members.given("previous_secrets", json::Kind::list);
  if (list == nullptr || list->members.empty()) {
    return;
  }
  const std::string path = members.at("previous_secrets");
  if (webhook.signature == SignatureScheme::livestorm) {
    members.problems().error(
        path, "conflicting-fields",
        "The vendor's scheme has room for one signature, so that previous secrets cannot "
        "sign along; remove them.");
    return;
  }
  if (members.given("secret") == nullptr) {
    members.error("secret", "missing-field",
                  "Previous secrets sign along with a present one; give it.");
  }
  if (list->members.size() > kPreviousSecretsMax) {
    members.problems().error(path, "too-many", "At most {} secrets sign along.",
                             {kPreviousSecretsMax});
    return;
  }
  for (std::size_t i = 0; i < list->members.size(); ++i) {
    const json::Value& value = list->members[i].value;
    const std::string item_path = child_path(path, i);
    if (!value.is(json::Kind::object)) {
      members.problems().error(item_path, "wrong-type",
                               R"(A previous secret is {"secret": …, "until": …}, not {}.)",
                               {json::described(value.kind)});
      continue;
    }
    Members item(value, members.policy(), item_path);
    check_previous_secret(item, webhook);
    members.problems().append(item.problems());
  }
}

void refuse_secrets_in_headers(Members& members, const Webhook& webhook) {
  std::vector<const Secret*> secrets;
  if (webhook.secret) {
    secrets.push_back(&*webhook.secret);
  }
  for (const PreviousSecret& previous : webhook.previous_secrets) {
    secrets.push_back(&previous.secret);
  }
  for (const Header& header : webhook.headers) {
    const bool is_shown = std::any_of(secrets.begin(), secrets.end(), [&](const Secret* secret) {
      return shows(header.value, *secret);
    });
    if (is_shown) {
      members.problems().error(
          child_path(members.at("headers"), header.name), "header-holds-secret",
          "This holds the webhook's signing secret, which must not be sent to a "
          "receiver.");
    }
  }
}

void write_signature(json::Writer& writer, const Webhook& webhook, SecretShown /*secret_shown*/) {
  if (webhook.signature != SignatureScheme::standard) {
    writer.name("signature").text(name_of(webhook.signature));
  }
}

void write_secret(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown) {
  if (webhook.secret && secret_shown == SecretShown::yes) {
    writer.name("secret").text(webhook.secret->text());
  }
}

void write_previous_secrets(json::Writer& writer, const Webhook& webhook,
                            SecretShown secret_shown) {
  if (webhook.previous_secrets.empty() || secret_shown == SecretShown::no) {
    return;
  }
  writer.name("previous_secrets").begin_list();
  for (const PreviousSecret& previous : webhook.previous_secrets) {
    writer.begin_object().name("secret").text(previous.secret.text());
    writer.name("until").text(format_timestamp(previous.until)).end_object();
  }
  writer.end_list();
}

}  // namespace hookstorm
