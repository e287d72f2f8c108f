#include "core/webhook/members.hpp"

#include <algorithm>
#include <utility>

#include "core/text/excerpt.hpp"
#include "core/text/suggestion.hpp"

namespace hookstorm {

void Members::error(std::string_view name, std::string_view code, std::string_view pattern,
                    Parts parts) {
  problems_.error(at(name), code, pattern, parts);
}

const json::Value* Members::given(std::string_view name) const {
  const json::Value* value = object_.find(name);
  return value == nullptr || value->is(json::Kind::null) ? nullptr : value;
}

const json::Value* Members::given(std::string_view name, json::Kind kind) {
  return given(name) == nullptr ? nullptr : optional(name, kind);
}

const json::Value* Members::optional(std::string_view name, json::Kind kind) {
  const json::Value* value = object_.find(name);
  if (value != nullptr && !value->is(kind)) {
    wrong_type(at(name), kind, *value);
    return nullptr;
  }
  return value;
}

void Members::wrong_type(const std::string& path, json::Kind wanted, const json::Value& value) {
  problems_.error(path, "wrong-type", "This must be {}, not {}.",
                  {json::described(wanted), json::described(value.kind)});
}

std::optional<std::int64_t> Members::integer(std::string_view name, std::int64_t lowest,
                                             std::int64_t highest) {
  const json::Value* value = given(name);
  return value == nullptr ? std::nullopt : integer(*value, at(name), lowest, highest);
}

std::optional<std::int64_t> Members::integer(const json::Value& value, const std::string& path,
                                             std::int64_t lowest, std::int64_t highest) {
  const std::optional<std::int64_t> number = value.integer();
  if (number && *number >= lowest && *number <= highest) {
    return number;
  }
  const bool is_number = value.is(json::Kind::number);
  problems_.error(path, is_number ? "out-of-range" : "wrong-type",
                  "This must be a whole number from {} to {}, not {}.",
                  {lowest, highest,
                   (is_number ? excerpt(value.text) : std::string(json::described(value.kind)))});
  return std::nullopt;
}

std::optional<EpochMilliseconds> Members::required_moment(std::string_view name,
                                                          std::string_view request) {
  const json::Value* value = required(name, json::Kind::text, request);
  const auto moment = value == nullptr ? std::nullopt : parse_timestamp(value->text);
  if (value != nullptr && !moment) {
    error(name, "invalid-moment",
          "This must be a moment from 1970 to 9999 with an offset, such as "
          "2026-10-06T14:01:12.480Z.");
  }
  return moment;
}

void Members::require(std::string_view name, std::string_view request) {
  if (given(name) == nullptr) {
    error(name, "missing-field", request);
  }
}

void Members::refuse_others(std::span<const std::string_view> known, std::string_view owner) {
  for (const json::Member& member : object_.members) {
    const std::string_view name = member.name;
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      error(name, "unknown-field", "{} has no field \"{}\".{}",
            {owner, excerpt(name), suggestion(name, known)});
    }
  }
}

const json::Value* Members::required(std::string_view name, json::Kind kind,
                                     std::string_view request) {
  if (!has(name)) {
    error(name, "missing-field", request);
    return nullptr;
  }
  return optional(name, kind);
}

}  // namespace hookstorm
