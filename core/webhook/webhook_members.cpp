#include "core/webhook/webhook_members.hpp"

#include <algorithm>
#include <utility>

#include "core/family/body.hpp"
#include "core/text/ascii.hpp"
#include "core/text/excerpt.hpp"
#include "core/text/suggestion.hpp"
#include "core/text/uuid.hpp"

namespace hookstorm {
namespace {

void check_trigger(const json::Value& value, const std::string& path, Members& members,
                   Webhook& webhook) {
  if (!value.is(json::Kind::text)) {
    members.problems().error(path, "wrong-type", "This must be a trigger's name, not {}.",
                             {json::described(value.kind)});
    return;
  }
  const std::optional<Trigger> trigger = trigger_named(value.text);
  if (!trigger) {
    members.problems().error(path, "unknown-trigger", "No trigger is called \"{}\".{}",
                             {excerpt(value.text), suggestion(value.text, trigger_names())});
  } else if (webhook.wants(*trigger)) {
    members.problems().error(path, "duplicate-trigger", "This trigger is chosen already.");
  } else {
    webhook.triggers.push_back(*trigger);
  }
}

}  // namespace

void check_id(Members& members, Webhook& webhook) {
  if (const json::Value* id = members.optional("id", json::Kind::text)) {
    if (!is_uuid(id->text)) {
      members.error("id", "invalid-uuid",
                    "This is no UUID: hexadecimal digits in the form 8-4-4-4-12.");
    }
    webhook.id = id->text;
  }
}

void check_name(Members& members, Webhook& webhook) {
  const json::Value* name = members.optional("name", json::Kind::text);
  if (name == nullptr) {
    return;
  }
  const std::string_view text = name->text;
  if (text.size() > kNameBytesMax) {
    members.error("name", "too-long", "A name has at most {} bytes.", {kNameBytesMax});
  }
  if (std::any_of(text.begin(), text.end(), ascii::is_control)) {
    members.error("name", "invalid-name", "A name is one line of visible characters.");
  }
  webhook.name = text;
}

void check_triggers(Members& members, Webhook& webhook) {
  const json::Value* list =
      members.required("triggers", json::Kind::list, "Choose what the webhook is triggered by.");
  if (list == nullptr) {
    return;
  }
  if (list->members.empty()) {
    members.error("triggers", "no-trigger", "Choose what the webhook is triggered by.");
  }
  for (std::size_t i = 0; i < list->members.size(); ++i) {
    check_trigger(list->members[i].value, child_path(members.at("triggers"), i), members, webhook);
  }
}

void check_url(Members& members, Webhook& webhook) {
  const json::Value* url =
      members.required("url", json::Kind::text, "Say where the webhook sends to: https://…");
  if (url == nullptr) {
    return;
  }
  Result<TargetUrl> parsed = parse_target_url(url->text, members.policy(), members.at("url"));
  members.problems().append(parsed.problems());
  if (parsed.ok()) {
    webhook.url = std::move(parsed.value());
  }
}

void check_family(Members& members, Webhook& webhook) {
  const json::Value* name = members.optional("family", json::Kind::text);
  if (name == nullptr) {
    return;
  }
  if (const std::optional<Family> family = family_named(name->text)) {
    webhook.family = *family;
  } else {
    members.error("family", "unknown-family", "No family is called \"{}\".{}",
                  {excerpt(name->text), suggestion(name->text, family_names())});
  }
}

void check_family_support(Members& members, const Webhook& webhook) {
  for (const Trigger trigger : webhook.triggers) {
    check_support(webhook.family, trigger, members.at("family"), members.problems());
  }
}

void check_enabled(Members& members, Webhook& webhook) {
  if (const json::Value* enabled = members.optional("enabled", json::Kind::boolean)) {
    webhook.enabled = enabled->truth;
  }
}

void write_name(json::Writer& writer, const Webhook& webhook, SecretShown /*secret_shown*/) {
  writer.name("name").text(webhook.name);
}

void write_triggers(json::Writer& writer, const Webhook& webhook, SecretShown /*secret_shown*/) {
  writer.name("triggers").begin_list();
  for (const Trigger trigger : webhook.triggers) {
    writer.text(facts(trigger).name);
  }
  writer.end_list();
}

void write_url(json::Writer& writer, const Webhook& webhook, SecretShown /*secret_shown*/) {
  writer.name("url").text(webhook.url.text);
}

void write_family(json::Writer& writer, const Webhook& webhook, SecretShown /*secret_shown*/) {
  writer.name("family").text(name_of(webhook.family));
}

void write_enabled(json::Writer& writer, const Webhook& webhook, SecretShown /*secret_shown*/) {
  writer.name("enabled").boolean(webhook.enabled);
}

}  // namespace hookstorm
