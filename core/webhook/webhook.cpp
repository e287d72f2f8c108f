#include "core/webhook/webhook.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/json/parser.hpp"
#include "core/text/ascii.hpp"
#include "core/text/excerpt.hpp"
#include "core/text/suggestion.hpp"
#include "core/text/uuid.hpp"

namespace hookstorm {
namespace {

class WebhookChecker {
 public:
  WebhookChecker(const json::Value& object, HttpTargets http_targets, std::string_view path)
      : object_(object), http_targets_(http_targets), path_(path) {}

  Result<Webhook> check() {
    if (!object_.is(json::Kind::object)) {
      problems_.error(std::string(path_), "wrong-type",
                      "A webhook is an object with triggers and a url, not " +
                          std::string(json::described(object_.kind)) + ".");
      return Result<Webhook>(std::move(problems_));
    }
    check_id();
    check_name();
    check_triggers();
    check_url();
    check_family();
    check_enabled();
    check_secret();
    refuse_unknown_members();
    if (problems_.has_errors()) {
      return Result<Webhook>(std::move(problems_));
    }
    return Result<Webhook>(std::move(webhook_), std::move(problems_));
  }

 private:
  [[nodiscard]] std::string at(std::string_view name) const { return child_path(path_, name); }

  /// A member that may be left out; null where it is missing or reported as of the wrong kind.
  const json::Value* optional_member(std::string_view name, json::Kind kind) {
    const json::Value* value = object_.find(name);
    if (value != nullptr && !value->is(kind)) {
      problems_.error(at(name), "wrong-type",
                      "This must be " + std::string(json::described(kind)) + ", not " +
                          std::string(json::described(value->kind)) + ".");
      return nullptr;
    }
    return value;
  }

  const json::Value* required_member(std::string_view name, json::Kind kind,
                                     std::string_view request) {
    if (object_.find(name) == nullptr) {
      problems_.error(at(name), "missing-field", std::string(request));
      return nullptr;
    }
    return optional_member(name, kind);
  }

  void check_id() {
    if (const json::Value* id = optional_member("id", json::Kind::text)) {
      if (!is_uuid(id->text)) {
        problems_.error(at("id"), "invalid-uuid",
                        "This is no UUID: hexadecimal digits in the form 8-4-4-4-12.");
      }
      webhook_.id = id->text;
    }
  }

  void check_name() {
    const json::Value* name = optional_member("name", json::Kind::text);
    if (name == nullptr) {
      return;
    }
    if (name->text.size() > kNameBytesMax) {
      problems_.error(at("name"), "too-long",
                      "A name has at most " + std::to_string(kNameBytesMax) + " bytes.");
    }
    if (std::any_of(name->text.begin(), name->text.end(), ascii::is_control)) {
      problems_.error(at("name"), "invalid-name", "A name is one line of visible characters.");
    }
    webhook_.name = name->text;
  }

  void check_triggers() {
    const json::Value* list =
        required_member("triggers", json::Kind::list, "Choose what the webhook is triggered by.");
    if (list == nullptr) {
      return;
    }
    if (list->members.empty()) {
      problems_.error(at("triggers"), "no-trigger", "Choose what the webhook is triggered by.");
    }
    for (std::size_t i = 0; i < list->members.size(); ++i) {
      check_trigger(list->members[i].value, child_path(at("triggers"), i));
    }
  }

  void check_trigger(const json::Value& value, const std::string& path) {
    if (!value.is(json::Kind::text)) {
      problems_.error(
          path, "wrong-type",
          "This must be a trigger's name, not " + std::string(json::described(value.kind)) + ".");
      return;
    }
    const std::optional<Trigger> trigger = trigger_named(value.text);
    if (!trigger) {
      problems_.error(path, "unknown-trigger",
                      "No trigger is called \"" + excerpt(value.text) + "\"." +
                          suggestion(value.text, trigger_names()));
    } else if (webhook_.wants(*trigger)) {
      problems_.error(path, "duplicate-trigger", "This trigger is chosen already.");
    } else {
      webhook_.triggers.push_back(*trigger);
    }
  }

  void check_url() {
    const json::Value* url =
        required_member("url", json::Kind::text, "Say where the webhook sends to: https://…");
    if (url == nullptr) {
      return;
    }
    Result<TargetUrl> parsed = parse_target_url(url->text, http_targets_, at("url"));
    problems_.append(parsed.problems());
    if (parsed.ok()) {
      webhook_.url = std::move(parsed.value());
    }
  }

  void check_family() {
    const json::Value* name = optional_member("family", json::Kind::text);
    if (name == nullptr) {
      return;
    }
    if (const std::optional<Family> family = family_named(name->text)) {
      webhook_.family = *family;
    } else {
      problems_.error(at("family"), "unknown-family",
                      "No family is called \"" + excerpt(name->text) + "\"." +
                          suggestion(name->text, family_names()));
    }
  }

  void check_enabled() {
    if (const json::Value* enabled = optional_member("enabled", json::Kind::boolean)) {
      webhook_.enabled = enabled->truth;
    }
  }

  void check_secret() {
    const json::Value* text = optional_member("secret", json::Kind::text);
    if (text == nullptr) {
      return;
    }
    Result<Secret> secret = parse_secret(text->text, at("secret"));
    problems_.append(secret.problems());
    if (secret.ok()) {
      webhook_.secret = std::move(secret.value());
    }
  }

  /// A member that nobody reads is probably a slip, and what it was to do would not happen.
  void refuse_unknown_members() {
    static constexpr std::array<std::string_view, 7> kKnown = {
        "id", "name", "triggers", "url", "family", "enabled", "secret"};
    for (const json::Member& member : object_.members) {
      if (std::find(kKnown.begin(), kKnown.end(), member.name) == kKnown.end()) {
        problems_.error(at(member.name), "unknown-field",
                        "A webhook has no field \"" + excerpt(member.name) + "\"." +
                            suggestion(member.name, kKnown));
      }
    }
  }

  const json::Value& object_;
  HttpTargets http_targets_;
  std::string_view path_;
  Problems problems_;
  Webhook webhook_;
};

}  // namespace

bool Webhook::wants(Trigger trigger) const {
  return std::find(triggers.begin(), triggers.end(), trigger) != triggers.end();
}

Result<Webhook> check_webhook(const json::Value& value, HttpTargets http_targets,
                              std::string_view path) {
  return WebhookChecker(value, http_targets, path).check();
}

Result<Webhook> parse_webhook(std::string_view text, HttpTargets http_targets) {
  const Result<json::Value> document = json::parse(text);
  if (!document.ok()) {
    return Result<Webhook>(document.problems());
  }
  return check_webhook(document.value(), http_targets, "");
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
  writer.name("name").text(webhook.name);
  writer.name("triggers").begin_list();
  for (const Trigger trigger : webhook.triggers) {
    writer.text(facts(trigger).name);
  }
  writer.end_list();
  writer.name("url").text(webhook.url.text);
  writer.name("family").text(name_of(webhook.family));
  writer.name("enabled").boolean(webhook.enabled);
  if (webhook.secret && secret_shown == SecretShown::yes) {
    writer.name("secret").text(webhook.secret->text());
  }
}

}  // namespace hookstorm
