#include <algorithm>
#include <utility>

#include "core/text/excerpt.hpp"
#include "core/text/suggestion.hpp"
#include "core/webhook/custom_headers.hpp"
#include "core/webhook/webhook_members.hpp"

namespace hookstorm {
namespace {

/// Reports a member that says something in `family` alone.
void require_family(Family family, std::string_view name, Members& members,
                    const Webhook& webhook) {
  if (webhook.family != family) {
    members.error(name, "conflicting-fields",
                  "Only the family {} has this choice, not {}; remove it, or choose that family.",
                  {name_of(family), name_of(webhook.family)});
  }
}

}  // namespace

void check_content_mode(Members& members, Webhook& webhook) {
  const json::Value* name = members.given("content_mode", json::Kind::text);
  if (name == nullptr) {
    return;
  }
  const auto* found =
      std::find(kContentModeNames.begin(), kContentModeNames.end(), std::string_view(name->text));
  if (found == kContentModeNames.end()) {
    members.error("content_mode", "unknown-content-mode",
                  "No content mode is called \"{}\"; there are structured and binary.{}",
                  {excerpt(name->text), suggestion(name->text, kContentModeNames)});
    return;
  }
  webhook.content_mode = static_cast<ContentMode>(found - kContentModeNames.begin());
  require_family(Family::cloudevents, "content_mode", members, webhook);
}

void check_included(Members& members, Webhook& webhook) {
  const json::Value* included = members.given("included", json::Kind::boolean);
  webhook.included = included != nullptr && included->truth;
  if (webhook.included) {
    require_family(Family::extended, "included", members, webhook);
  }
}

void check_filter(Members& members, Webhook& webhook) {
  const json::Value* expression = members.given("filter", json::Kind::text);
  if (expression == nullptr) {
    return;
  }
  Result<WebhookFilter> filter = compile_webhook_filter(expression->text, members.at("filter"));
  members.problems().append(filter.problems());
  if (filter.ok()) {
    webhook.filter = std::move(filter.value());
  }
}

void check_template(Members& members, Webhook& webhook) {
  const json::Value* document = members.given("template");
  if (document == nullptr) {
    return;
  }
  if (members.given("pick") != nullptr) {
    members.error("template", "conflicting-fields",
                  "A webhook has a template or a pick, not both: a template chooses by itself what "
                  "of the body it takes.");
  }
  Result<WebhookTemplate> compiled = compile_webhook_template(*document, members.at("template"));
  members.problems().append(compiled.problems());
  if (compiled.ok()) {
    webhook.body_template = std::move(compiled.value());
  }
}

void check_pick_member(Members& members, Webhook& webhook) {
  const json::Value* list = members.given("pick");
  if (list == nullptr) {
    return;
  }
  Result<Pick> pick = check_pick(*list, members.at("pick"));
  members.problems().append(pick.problems());
  if (pick.ok()) {
    webhook.pick = std::move(pick.value());
  }
}

void check_headers(Members& members, Webhook& webhook) {
  const json::Value* object = members.given("headers");
  if (object == nullptr) {
    return;
  }
  Result<std::vector<Header>> headers = check_custom_headers(*object, members.at("headers"));
  members.problems().append(headers.problems());
  if (headers.ok()) {
    webhook.headers = std::move(headers.value());
  }
}

void write_content_mode(json::Writer& writer, const Webhook& webhook,
                        SecretShown /*secret_shown*/) {
  if (webhook.content_mode) {
    writer.name("content_mode").text(name_of(*webhook.content_mode));
  }
}

void write_included(json::Writer& writer, const Webhook& webhook, SecretShown /*secret_shown*/) {
  if (webhook.included) {
    writer.name("included").boolean(true);
  }
}

void write_filter(json::Writer& writer, const Webhook& webhook, SecretShown /*secret_shown*/) {
  if (webhook.filter) {
    writer.name("filter").text(webhook.filter->expression);
  }
}

void write_template(json::Writer& writer, const Webhook& webhook, SecretShown /*secret_shown*/) {
  if (webhook.body_template) {
    writer.name("template").value(webhook.body_template->document);
  }
}

void write_pick_member(json::Writer& writer, const Webhook& webhook, SecretShown /*secret_shown*/) {
  if (webhook.pick) {
    writer.name("pick");
    write_pick(writer, *webhook.pick);
  }
}

void write_headers(json::Writer& writer, const Webhook& webhook, SecretShown /*secret_shown*/) {
  if (webhook.headers.empty()) {
    return;
  }
  writer.name("headers").begin_object();
  for (const Header& header : webhook.headers) {
    writer.name(header.name).text(header.value);
  }
  writer.end_object();
}

}  // namespace hookstorm
