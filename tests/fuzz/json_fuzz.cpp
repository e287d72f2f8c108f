// The parser accepts what nlohmann/json accepts, with the same values, but for what it refuses on
// purpose: too large, too deep, a name twice, a byte order mark, and a NUL outside a text, which
// nlohmann/json takes for the end. It takes numbers beyond a double,
// since it makes none of them. What is written of a value reads as the same value.
#include <string>

#include <nlohmann/json.hpp>

#include "core/json/parser.hpp"
#include "core/json/writer.hpp"
#include "tests/fuzz/property.hpp"

namespace {

using hookstorm::fuzz::require;
using hookstorm::json::Kind;
using hookstorm::json::Member;
using hookstorm::json::Value;

bool is_same(const Value& ours, const nlohmann::json& theirs) {
  switch (ours.kind) {
    case Kind::null:
      return theirs.is_null();
    case Kind::boolean:
      return theirs.is_boolean() && theirs.get<bool>() == ours.truth;
    case Kind::number:
      return theirs.is_number() && nlohmann::json::parse(std::string_view(ours.text)) == theirs;
    case Kind::text:
      return theirs.is_string() && theirs.get<std::string>() == std::string_view(ours.text);
    default:
      break;
  }
  if (theirs.size() != ours.members.size() ||
      (ours.is(Kind::list) ? !theirs.is_array() : !theirs.is_object())) {
    return false;
  }
  std::size_t at = 0;
  for (const Member& member : ours.members) {
    const std::string name(member.name);
    if (ours.is(Kind::object) && !theirs.contains(name)) {
      return false;
    }
    if (!is_same(member.value, ours.is(Kind::list) ? theirs[at] : theirs[name])) {
      return false;
    }
    ++at;
  }
  return true;
}

bool has_number_beyond_double(const Value& value) {
  if (value.is(Kind::number)) {
    return nlohmann::json::parse(std::string_view(value.text), nullptr, false).is_discarded();
  }
  for (const Member& member : value.members) {
    if (has_number_beyond_double(member.value)) {
      return true;
    }
  }
  return false;
}

bool is_refused_on_purpose(std::string_view text, const hookstorm::Problems& problems) {
  const std::string code(problems.list().front().code);
  return code == "too-large" || code == "too-deep" || code == "duplicate-name" ||
         text.rfind("\xEF\xBB\xBF", 0) == 0 || text.find('\0') != std::string_view::npos;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = hookstorm::fuzz::text_of(data, size);
  const auto ours = hookstorm::json::parse(text);
  const auto theirs = nlohmann::json::parse(text, nullptr, false);
  if (!ours.ok()) {
    require(theirs.is_discarded() || is_refused_on_purpose(text, ours.problems()),
            "what nlohmann/json accepts is accepted, or refused on purpose");
    return 0;
  }
  if (theirs.is_discarded()) {
    require(has_number_beyond_double(ours.value()), "what is accepted, nlohmann/json accepts");
  } else {
    require(is_same(ours.value(), theirs), "values are those of nlohmann/json");
  }
  const std::string once = hookstorm::json::written(ours.value());
  const auto again = hookstorm::json::parse(once);
  require(again.ok() && hookstorm::json::written(again.value()) == once,
          "what is written reads as the same value");
  return 0;
}
