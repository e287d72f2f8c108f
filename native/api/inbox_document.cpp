#include "native/api/inbox_document.hpp"

#include <algorithm>
#include <array>

#include "core/webhook/members.hpp"
#include "core/webhook/webhook.hpp"
#include "native/api/resource_document.hpp"

namespace hookstorm::native {
namespace {

using json::Kind;
using json::Value;

std::optional<std::string> text_of(Members& members, std::string_view name, std::size_t bytes_max) {
  const Value* value = members.optional(name, Kind::text);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (value->text.size() > bytes_max) {
    members.error(name, "too-long", "This has at most {} bytes.", {bytes_max});
    return std::nullopt;
  }
  return value->text;
}

/// Unlike elsewhere null does not stand for what is left out.
std::optional<std::int64_t> integer_of(Members& members, std::string_view name, std::int64_t lowest,
                                       std::int64_t highest) {
  const Value* value = members.optional(name);
  return value == nullptr ? std::nullopt
                          : members.integer(*value, members.at(name), lowest, highest);
}

bool is_visible(char c) {
  return c >= ' ' && c <= '~';
}

void take_content_type(Members& members, InboxAttributes& attributes) {
  std::optional<std::string> type = text_of(members, "content_type", kContentTypeBytesMax);
  if (type && (type->find('/') == std::string::npos ||
               !std::all_of(type->begin(), type->end(), is_visible))) {
    members.error("content_type", "invalid-content-type",
                  "This is a media type such as application/json.");
    return;
  }
  attributes.content_type = std::move(type);
}

Problems take_answer(const Value& answer, InboxAttributes& attributes) {
  static constexpr std::array<std::string_view, 4> kKnown = {"status", "delay_ms", "body",
                                                             "content_type"};
  const TargetPolicy no_targets = HttpTargets::refused;
  const std::string path = child_path(kAttributesPath, "answer");
  Members members(answer, no_targets, path);
  if (const auto status = integer_of(members, "status", kInboxStatusMin, kInboxStatusMax)) {
    attributes.status = static_cast<int>(*status);
  }
  attributes.delay_ms = integer_of(members, "delay_ms", 0, kInboxDelayMsMax);
  attributes.body = text_of(members, "body", kInboxBodyBytesMax);
  take_content_type(members, attributes);
  members.refuse_others(kKnown, "An inbox's answer");
  return members.problems();
}

}  // namespace

void InboxAttributes::apply_to(std::string& inbox_name, InboxAnswer& answer) const {
  inbox_name = name.value_or(inbox_name);
  answer.status = status.value_or(answer.status);
  answer.delay_ms = delay_ms.value_or(answer.delay_ms);
  answer.body = body.value_or(answer.body);
  answer.content_type = content_type.value_or(answer.content_type);
}

Result<InboxAttributes> inbox_attributes(std::string_view body,
                                         std::optional<std::string_view> id) {
  static constexpr std::array<std::string_view, 2> kKnown = {"name", "answer"};
  const Result<Value> given = resource_attributes(body, {.type = "inboxes", .noun = "inbox"}, id);
  if (!given.ok()) {
    return Result<InboxAttributes>(given.problems());
  }
  InboxAttributes attributes;
  const TargetPolicy no_targets = HttpTargets::refused;
  Members members(given.value(), no_targets, kAttributesPath);
  attributes.name = text_of(members, "name", kNameBytesMax);
  if (const Value* answer = members.optional("answer", Kind::object)) {
    members.problems().append(take_answer(*answer, attributes));
  }
  members.refuse_others(kKnown, "An inbox");
  return members.problems().has_errors() ? Result<InboxAttributes>(members.problems())
                                         : Result<InboxAttributes>(std::move(attributes));
}

}  // namespace hookstorm::native
