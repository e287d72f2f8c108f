#include "tests/inputs/expressions.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "core/json/writer.hpp"
#include "tests/inputs/inputs.hpp"
#include "tests/inputs/mutation.hpp"

namespace hookstorm::test {
namespace {

enum class Kind : std::uint8_t { boolean, number, text, list, any };

constexpr auto kBooleans = std::to_array<std::string_view>(
    {"true", "false", "person.registrant_detail.attended", "event.chat_enabled",
     "event.recording_public", "defined('person')", "defined('persn')"});

constexpr auto kNumbers = std::to_array<std::string_view>(
    {"0", "1", "2", "10", "0.1", "2.5", "123456789.125", "9007199254740993",
     "100000000000000000000000", "event.estimated_duration", "session.registrants_count",
     "session['attendees_count']", "event.fields[0].order"});

constexpr auto kTexts = std::to_array<std::string_view>(
    {"''", "'a'", "'1'", "'en'", "'é 漢 😀'", "\"x y\"", "' 1 day'", "trigger", "now", "occurred_at",
     "event.title", "event.language", "event['slug']", "person.email", "person.first_name",
     "session.timezone", "body.data.type"});

constexpr auto kLists = std::to_array<std::string_view>(
    {"[]", "[1, 2, 3]", "['en', 'fr']", "[[1], null]", "event.fields", "attendees",
     "person.registrant_detail.fields", "range(0, 9)"});

constexpr auto kOthers = std::to_array<std::string_view>(
    {"null", "{}", "{a: 1, 'b': [2]}", "event", "session['name']", "event.description", "body",
     "persn.email", "event.titel", "x", "len"});

constexpr auto kConstructs = std::to_array<std::string_view>({
    R"j({"$eval": E})j",
    R"j({"$if": E, "then": T, "else": T})j",
    R"j({"$if": E, "then": T})j",
    R"j({"$map": T, "each(x)": T})j",
    R"j({"$map": {"$eval": "event.fields"}, "each(x, i)": {"id": "${x.id}${i}", "more": T}})j",
    R"j({"$map": {"$eval": "event"}, "each(x,key)": {"${key}": T}})j",
    R"j({"$let": {"x": T}, "in": T})j",
    R"j({"$match": {E: T, E: T}})j",
    R"j({"$switch": {E: T, "$default": T}})j",
    R"j({"$merge": [T, T]})j",
    R"j({"$mergeDeep": [T, {"a": [T]}]})j",
    R"j({"$reverse": T})j",
    R"j({"$sort": T, "by(x)": E})j",
    R"j({"$flatten": [T, [T]]})j",
    R"j({"$flattenDeep": [T, [[T]]]})j",
    R"j({"$reduce": T, "initial": 0, "each(x,y)": T})j",
    R"j({"$find": T, "each(x)": E})j",
    R"j({"$json": T})j",
    R"j({"$fromNow": "1 day"})j",
    R"j([T, T])j",
    R"j({"a": T, "b${1 + 1}": T})j",
    R"j({"$$a": T})j",
    R"j({"$nothing": T})j",
});

std::string quoted(std::string_view text) {
  json::Writer writer;
  writer.text(text);
  return writer.take();
}

// NOLINTBEGIN(misc-no-recursion): the depth is given.
std::string of_kind(Random& random, Kind kind, std::size_t depth);

std::string atom(Random& random, Kind kind) {
  switch (kind) {
    case Kind::boolean:
      return std::string(random.pick(kBooleans));
    case Kind::number:
      return std::string(random.pick(kNumbers));
    case Kind::text:
      return std::string(random.pick(kTexts));
    case Kind::list:
      return std::string(random.pick(kLists));
    case Kind::any:
      break;
  }
  return std::string(random.pick(kOthers));
}

/// `pattern` with an expression for each B (true or false), # (a number), T (a text), L (a list)
/// and E.
std::string composed(Random& random, std::string_view pattern, std::size_t depth) {
  std::string text;
  for (const char c : pattern) {
    switch (c) {
      case 'B':
        text += of_kind(random, Kind::boolean, depth);
        break;
      case '#':
        text += of_kind(random, Kind::number, depth);
        break;
      case 'T':
        text += of_kind(random, Kind::text, depth);
        break;
      case 'L':
        text += of_kind(random, Kind::list, depth);
        break;
      case 'E':
        text += some_expression(random, depth);
        break;
      default:
        text += c;
    }
  }
  return text;
}

std::string composed(Random& random, Kind kind, std::size_t depth) {
  static constexpr auto kOfBoolean = std::to_array<std::string_view>(
      {"B && B", "B || B", "!(B)", "(B) == (B)", "# < #", "# <= #", "# > #", "# >= #", "T < T",
       "T == T", "T != T", "E == E", "T in L", "# in L", "T in (T)", "T in {a: 1, b: 2}",
       "E in L"});
  static constexpr auto kOfNumber = std::to_array<std::string_view>(
      {"# + #", "# - #", "# * #", "# / #", "(#) ** 2", "-(#)", "len(T)", "len(L)", "min(#, #)",
       "max(#, #)", "abs(#)", "ceil(#)", "floor(#)", "sqrt(abs(#))", "number(T)", "L[0]"});
  static constexpr auto kOfText = std::to_array<std::string_view>(
      {"T + T", "lowercase(T)", "uppercase(T)", "strip(T)", "lstrip(T)", "rstrip(T)", "str(#)",
       "str(B)", "typeof(E)", "join(split(T, ' '), T)", "join(L, T)", "(T)[0]", "(T)[-1]",
       "(T)[1:]", "(T)[:2]", "(T)[-2:]", "fromNow('1 day')", "fromNow(T)"});
  static constexpr auto kOfList =
      std::to_array<std::string_view>({"L + L", "split(T, ' ')", "split(T, '')", "range(0, len(T))",
                                       "(L)[1:]", "(L)[:-1]", "[E, E]"});
  switch (kind) {
    case Kind::boolean:
      return composed(random, random.pick(kOfBoolean), depth - 1);
    case Kind::number:
      return composed(random, random.pick(kOfNumber), depth - 1);
    case Kind::text:
      return composed(random, random.pick(kOfText), depth - 1);
    case Kind::list:
      return composed(random, random.pick(kOfList), depth - 1);
    case Kind::any:
      break;
  }
  return composed(random, "{a: E, b: {c: E}}", depth - 1);
}

/// Now and then of another kind, and now and then slightly wrong.
std::string of_kind(Random& random, Kind kind, std::size_t depth) {
  if (random.one_in(40)) {
    return some_expression(random, depth);
  }
  const bool is_composed = depth > 0 && !random.one_in(4);
  std::string text = is_composed ? composed(random, kind, depth) : atom(random, kind);
  return random.one_in(200) ? with_bytes_changed(random, std::move(text)) : text;
}
// NOLINTEND(misc-no-recursion)

std::string text_template(Random& random, std::size_t depth) {
  std::string text;
  for (std::size_t pieces = random.below(4); pieces > 0; --pieces) {
    text += random.one_in(2) ? some_text(random) : "${" + some_expression(random, depth) + "}";
  }
  return quoted(text);
}

/// `pattern` with an expression for each E and a template for each T that stands alone.
std::string filled(Random& random, std::string_view pattern, std::size_t depth) {
  std::string text;
  for (const char c : pattern) {
    if (c == 'E') {
      text += quoted(some_expression(random, depth));
    } else if (c == 'T') {
      text += some_template(random, depth - 1);
    } else {
      text += c;
    }
  }
  return text;
}

}  // namespace

std::string some_filter(Random& random, std::size_t depth) {
  return of_kind(random, Kind::boolean, depth);
}

std::string some_expression(Random& random, std::size_t depth) {
  static constexpr auto kKinds = std::to_array<Kind>(
      {Kind::boolean, Kind::number, Kind::number, Kind::text, Kind::text, Kind::list, Kind::any});
  return of_kind(random, random.pick(kKinds), depth);
}

std::string some_template(Random& random, std::size_t depth) {
  if (depth == 0 || random.one_in(4)) {
    return random.one_in(12) ? some_json(random, 1) : text_template(random, depth);
  }
  return filled(random, random.pick(kConstructs), depth);
}

std::string some_pick(Random& random) {
  static constexpr auto kTokens = std::to_array<std::string_view>(
      {"/data",      "/data", "/attributes", "/title", "/id",      "/*",         "/*",
       "/0",         "/1",    "/fields",     "/owner", "/webinar", "/attendees", "/attendee",
       "/timestamp", "/~0",   "/~1a",        "/~",     "",         "x",          "/type"});
  std::string list = "[";
  for (std::size_t count = 1 + random.below(4); count > 0; --count) {
    std::string pointer;
    for (std::size_t tokens = 1 + random.below(4); tokens > 0; --tokens) {
      pointer += random.pick(kTokens);
    }
    list += quoted(pointer) + (count > 1 ? "," : "");
  }
  return list + "]";
}

}  // namespace hookstorm::test
