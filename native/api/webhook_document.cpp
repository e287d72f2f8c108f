#include "native/api/webhook_document.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "core/json/parser.hpp"
#include "core/occurrence/trigger.hpp"
#include "core/text/excerpt.hpp"
#include "core/text/suggestion.hpp"
#include "native/api/resource_document.hpp"

namespace hookstorm::native {
namespace {

using json::Kind;
using json::Value;

/// The vendor's name for what a webhook is triggered by, of which it has one: as `triggers`.
void take_event(Value& attributes, Problems& problems) {
  std::vector<json::Member>& members = attributes.members;
  const auto event = std::find_if(members.begin(), members.end(), [](const json::Member& member) {
    return member.name == "event";
  });
  if (event == members.end()) {
    return;
  }
  const std::string path = child_path(kAttributesPath, "event");
  expect_kind(event->value, Kind::text, path, problems);
  if (event->value.is(Kind::text) && !trigger_named(event->value.text)) {
    problems.error(path, "unknown-trigger", "No trigger is called \"{}\".{}",
                   {excerpt(event->value.text), suggestion(event->value.text, trigger_names())});
  }
  if (attributes.find("triggers") != nullptr) {
    problems.error(path, "conflicting-fields", "Give \"event\" or \"triggers\", not both.");
    return;
  }
  Value triggers{.kind = Kind::list};
  triggers.members.push_back({.name = "", .value = std::move(event->value)});
  *event = {.name = "triggers", .value = std::move(triggers)};
}

}  // namespace

Result<Value> webhook_attributes(std::string_view body, std::optional<std::string_view> id) {
  Result<Value> attributes = resource_attributes(body, {.type = "webhooks", .noun = "webhook"}, id);
  if (!attributes.ok()) {
    return attributes;
  }
  Problems problems;
  take_event(attributes.value(), problems);
  return problems.has_errors() ? Result<Value>(problems) : attributes;
}

Result<Webhook> webhook_of(const Value& attributes, const HttpTargetsOf& http_targets_of) {
  const Value* url = attributes.find("url");
  const bool is_text = url != nullptr && url->is(Kind::text);
  return check_webhook(attributes, http_targets_of(is_text ? url->text : ""), kAttributesPath);
}

Result<Webhook> changed_webhook(const Webhook& webhook, const Value& attributes,
                                const HttpTargetsOf& http_targets_of) {
  json::Writer writer;
  writer.begin_object();
  write_webhook_attributes(writer, webhook, SecretShown::yes);
  writer.end_object();
  Result<Value> merged = json::parse(writer.take());
  for (const json::Member& attribute : attributes.members) {
    std::vector<json::Member>& members = merged.value().members;
    const auto present = std::find_if(members.begin(), members.end(), [&](const auto& member) {
      return member.name == attribute.name;
    });
    if (present == members.end()) {
      members.push_back(attribute);
    } else {
      present->value = attribute.value;
    }
  }
  return webhook_of(merged.value(), http_targets_of);
}

}  // namespace hookstorm::native
