#include "core/webhook/webhook.hpp"

#include <algorithm>
#include <utility>

#include "core/json/parser.hpp"
#include "core/webhook/members.hpp"
#include "core/webhook/webhook_members.hpp"

namespace hookstorm {
namespace {

struct WebhookMember {
  std::string_view name;
  void (*check)(Members& members, Webhook& webhook);
  /// Null for the id, which is no attribute.
  void (*write)(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown);
};

/// All members, in the order in which they are checked and written.
constexpr WebhookMember kMembers[] = {
    {"id", check_id, nullptr},
    {"name", check_name, write_name},
    {"triggers", check_triggers, write_triggers},
    {"url", check_url, write_url},
    {"family", check_family, write_family},
    {"content_mode", check_content_mode, write_content_mode},
    {"included", check_included, write_included},
    {"filter", check_filter, write_filter},
    {"template", check_template, write_template},
    {"pick", check_pick_member, write_pick_member},
    {"headers", check_headers, write_headers},
    {"retry", check_retry, write_retry},
    {"timeout", check_timeout, write_timeout},
    {"rate_limit", check_rate_limit, write_rate_limit},
    {"concurrency", check_concurrency, write_concurrency},
    {"ordered", check_ordered, write_ordered},
    {"enabled", check_enabled, write_enabled},
    {"signature", check_signature, write_signature},
    {"secret", check_secret, write_secret},
    {"previous_secrets", check_previous_secrets, write_previous_secrets},
};

void refuse_unknown_members(Members& members) {
  std::vector<std::string_view> known;
  for (const WebhookMember& member : kMembers) {
    known.push_back(member.name);
  }
  members.refuse_others(known, "A webhook");
}

}  // namespace

bool Webhook::wants(Trigger trigger) const {
  return std::find(triggers.begin(), triggers.end(), trigger) != triggers.end();
}

BodyForm Webhook::body_form() const {
  return {.family = family,
          .content_mode = content_mode.value_or(ContentMode::structured),
          .included = included};
}

Result<Webhook> check_webhook(const json::Value& value, const TargetPolicy& policy,
                              std::string_view path) {
  Members members(value, policy, path);
  if (!value.is(json::Kind::object)) {
    members.problems().error(std::string(path), "wrong-type",
                             "A webhook is an object with triggers and a url, not {}.",
                             {json::described(value.kind)});
    return Result<Webhook>(members.problems());
  }
  Webhook webhook;
  for (const WebhookMember& member : kMembers) {
    member.check(members, webhook);
  }
  check_family_support(members, webhook);
  refuse_secrets_in_headers(members, webhook);
  refuse_unknown_members(members);
  if (members.problems().has_errors()) {
    return Result<Webhook>(members.problems());
  }
  return Result<Webhook>(std::move(webhook), members.problems());
}

Result<Webhook> parse_webhook(std::string_view text, const TargetPolicy& policy) {
  const Result<json::Value> document = json::parse(text);
  if (!document.ok()) {
    return Result<Webhook>(document.problems());
  }
  return check_webhook(document.value(), policy, "");
}

void write_webhook(json::Writer& writer, const Webhook& webhook, SecretShown secret_shown) {
  writer.begin_object();
  if (!webhook.id.empty()) {
    writer.name("id").text(webhook.id);
  }
  write_webhook_attributes(writer, webhook, secret_shown);
  writer.end_object();
}

void write_webhook_attributes(json::Writer& writer, const Webhook& webhook,
                              SecretShown secret_shown) {
  for (const WebhookMember& member : kMembers) {
    if (member.write != nullptr) {
      member.write(writer, webhook, secret_shown);
    }
  }
}

}  // namespace hookstorm
