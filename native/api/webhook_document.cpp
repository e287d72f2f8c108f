#include "native/api/webhook_document.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/json/parser.hpp"
#include "core/occurrence/trigger.hpp"
#include "core/text/excerpt.hpp"
#include "core/text/suggestion.hpp"

namespace hookstorm::native {
namespace {

using json::Kind;
using json::Value;

void expect_kind(const Value& value, Kind kind, std::string_view path, Problems& problems) {
  if (!value.is(kind)) {
    problems.error(std::string(path), "wrong-type",
                   "This must be " + std::string(json::described(kind)) + ", not " +
                       std::string(json::described(value.kind)) + ".");
  }
}

/// The member, of the kind it must have; null where it is reported.
const Value* required(const Value& parent, std::string_view parent_path, std::string_view name,
                      Kind kind, Problems& problems) {
  const Value* value = parent.find(name);
  const std::string path = child_path(parent_path, name);
  if (value == nullptr) {
    problems.error(path, "missing-field",
                   "The document needs this: {\"data\": {\"type\": \"webhooks\", "
                   "\"attributes\": {…}}}.");
    return nullptr;
  }
  expect_kind(*value, kind, path, problems);
  return value->is(kind) ? value : nullptr;
}

void check_id(const Value& data, std::optional<std::string_view> id, Problems& problems) {
  const Value* given = data.find("id");
  if (given == nullptr) {
    return;
  }
  if (!id) {
    problems.error("/data/id", "unknown-field", "A new webhook is given its id; leave it out.");
  } else if (!given->is(Kind::text) || given->text != *id) {
    problems.error("/data/id", "id-mismatch", "This is not the id of the webhook in the path.");
  }
}

void check_members(const Value& data, Problems& problems) {
  static constexpr std::array<std::string_view, 3> kKnown = {"type", "id", "attributes"};
  for (const json::Member& member : data.members) {
    if (std::find(kKnown.begin(), kKnown.end(), member.name) == kKnown.end()) {
      problems.error(child_path("/data", member.name), "unknown-field",
                     "\"" + excerpt(member.name) +
                         "\" has no meaning here; attributes stand in "
                         "\"attributes\".");
    }
  }
}

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
  Result<Value> document = json::parse(body);
  if (!document.ok()) {
    return document;
  }
  Problems problems;
  expect_kind(document.value(), Kind::object, "", problems);
  const Value* data = problems.has_errors()
                          ? nullptr
                          : required(document.value(), "", "data", Kind::object, problems);
  const Value* attributes = nullptr;
  if (data != nullptr) {
    const Value* type = required(*data, "/data", "type", Kind::text, problems);
    if (type != nullptr && type->text != "webhooks") {
      problems.error("/data/type", "wrong-type", "The type of a webhook is \"webhooks\".");
    }
    check_id(*data, id, problems);
    check_members(*data, problems);
    attributes = required(*data, "/data", "attributes", Kind::object, problems);
  }
  if (attributes != nullptr && attributes->find("id") != nullptr) {
    problems.error(child_path(kAttributesPath, "id"), "unknown-field",
                   "A webhook's id is no attribute.");
  }
  if (attributes == nullptr || problems.has_errors()) {
    return Result<Value>(problems);
  }
  Value taken = *attributes;
  take_event(taken, problems);
  return problems.has_errors() ? Result<Value>(problems) : Result<Value>(std::move(taken));
}

Result<Webhook> changed_webhook(const Webhook& webhook, const Value& attributes,
                                HttpTargets http_targets) {
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
  return check_webhook(merged.value(), http_targets, kAttributesPath);
}

}  // namespace hookstorm::native
