#include "core/json_e/builtins.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/json_e/characters.hpp"
#include "core/json_e/duration.hpp"
#include "core/json_e/letter_case.hpp"
#include "core/json_e/limits.hpp"
#include "core/json_e/number.hpp"
#include "core/text/ascii.hpp"
#include "core/text/excerpt.hpp"

namespace hookstorm::json_e {
namespace {

using Arguments = std::span<const Operand>;

/// What an argument may be, as a set of bits.
using Types = unsigned;
constexpr Types kNull = 1U << static_cast<unsigned>(Type::null);
constexpr Types kBoolean = 1U << static_cast<unsigned>(Type::boolean);
constexpr Types kNumber = 1U << static_cast<unsigned>(Type::number);
constexpr Types kText = 1U << static_cast<unsigned>(Type::text);
constexpr Types kList = 1U << static_cast<unsigned>(Type::list);
constexpr Types kAnything = ~0U;

struct Builtin {
  std::string_view name;
  std::size_t arguments_min;
  std::size_t arguments_max;
  std::array<Types, 2> types;  ///< Of the first argument, and of all others.
  bool (*call)(Evaluation&, Arguments, Operand&);
};

bool give_number(Evaluation& evaluation, double number, Operand& result) {
  if (!std::isfinite(number)) {
    return evaluation.fail("not-a-number", "The result is no finite number");
  }
  result = number_operand(number);
  return true;
}

bool least(Evaluation&, Arguments arguments, Operand& result) {
  result = arguments.front();
  for (const Operand& argument : arguments) {
    result = argument.number < result.number ? argument : result;
  }
  return true;
}

bool greatest(Evaluation&, Arguments arguments, Operand& result) {
  result = arguments.front();
  for (const Operand& argument : arguments) {
    result = argument.number > result.number ? argument : result;
  }
  return true;
}

bool square_root(Evaluation& evaluation, Arguments arguments, Operand& result) {
  return give_number(evaluation, std::sqrt(arguments[0].number), result);
}

bool round_up(Evaluation& evaluation, Arguments arguments, Operand& result) {
  return give_number(evaluation, std::ceil(arguments[0].number), result);
}

bool round_down(Evaluation& evaluation, Arguments arguments, Operand& result) {
  return give_number(evaluation, std::floor(arguments[0].number), result);
}

bool magnitude(Evaluation& evaluation, Arguments arguments, Operand& result) {
  return give_number(evaluation, std::fabs(arguments[0].number), result);
}

bool range(Evaluation& evaluation, Arguments arguments, Operand& result) {
  const double step = arguments.size() == 3 ? arguments[2].number : 1;
  if (!std::all_of(arguments.begin(), arguments.end(), is_integer) || step == 0) {
    return evaluation.fail("out-of-range", "range() takes whole numbers, and a step that is not 0");
  }
  const double count = std::max(0.0, std::ceil((arguments[1].number - arguments[0].number) / step));
  if (count > static_cast<double>(kRangeItemsMax)) {
    return evaluation.fail("out-of-range", "range() gives at most {} numbers", {kRangeItemsMax});
  }
  const std::size_t base = evaluation.items().size();
  const double start = arguments[0].number;
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    evaluation.items().push_back(number_operand(start + static_cast<double>(i) * step));
  }
  return evaluation.gather_list(base, result);
}

bool to_lower(Evaluation& evaluation, Arguments arguments, Operand& result) {
  return evaluation.make_text(lowercase(arguments[0].text()), result);
}

bool to_upper(Evaluation& evaluation, Arguments arguments, Operand& result) {
  return evaluation.make_text(uppercase(arguments[0].text()), result);
}

bool to_text(Evaluation& evaluation, Arguments arguments, Operand& result) {
  if (arguments[0].is(Type::text)) {
    result = arguments[0];
    return true;
  }
  const std::size_t base = evaluation.characters().size();
  if (arguments[0].is(Type::null)) {
    evaluation.characters() += "null";
  }
  append_characters(arguments[0], evaluation.characters());
  return evaluation.gather_text(base, result);
}

bool to_number(Evaluation& evaluation, Arguments arguments, Operand& result) {
  const auto number = number_of_text(arguments[0].text());
  if (!number) {
    return evaluation.fail("not-a-number", "\"{}\" is no finite number",
                           {excerpt(arguments[0].text())});
  }
  result = number_operand(*number);
  return true;
}

bool length(Evaluation&, Arguments arguments, Operand& result) {
  const Operand& counted = arguments[0];
  result = number_operand(static_cast<double>(
      counted.is(Type::list) ? counted.count : character_count(counted.text())));
  return true;
}

bool strip(Evaluation&, Arguments arguments, Operand& result) {
  result = text_operand(stripped(arguments[0].text()));
  return true;
}

bool strip_left(Evaluation&, Arguments arguments, Operand& result) {
  result = text_operand(stripped_left(arguments[0].text()));
  return true;
}

bool strip_right(Evaluation&, Arguments arguments, Operand& result) {
  result = text_operand(stripped_right(arguments[0].text()));
  return true;
}

bool split(Evaluation& evaluation, Arguments arguments, Operand& result) {
  std::string separator;
  append_characters(arguments[1], separator);
  std::string_view rest = arguments[0].text();
  const std::size_t base = evaluation.items().size();
  if (separator.empty()) {
    while (!rest.empty()) {
      const std::size_t bytes = character_bytes(rest);
      evaluation.items().push_back(text_operand(rest.substr(0, bytes)));
      rest.remove_prefix(bytes);
    }
    return evaluation.gather_list(base, result);
  }
  for (;;) {
    const std::size_t found = rest.find(separator);
    evaluation.items().push_back(text_operand(rest.substr(0, found)));
    if (found == std::string_view::npos) {
      return evaluation.gather_list(base, result);
    }
    rest.remove_prefix(found + separator.size());
  }
}

bool join(Evaluation& evaluation, Arguments arguments, Operand& result) {
  const Operand& list = arguments[0];
  std::string& characters = evaluation.characters();
  const std::size_t base = characters.size();
  for (std::uint32_t i = 0; i < list.count && characters.size() - base <= kTextBytesMax; ++i) {
    const Operand& item = list.items[i];
    if (item.is(Type::list) || item.is(Type::object) || item.is(Type::function)) {
      characters.resize(base);
      return evaluation.fail("type-mismatch", "join() puts texts and numbers together, not {}",
                             {described(item.type)});
    }
    if (i > 0) {
      append_characters(arguments[1], characters);
    }
    append_characters(item, characters);
  }
  return evaluation.gather_text(base, result) && evaluation.spend(list.count);
}

bool from_now(Evaluation& evaluation, Arguments arguments, Operand& result) {
  const std::string_view reference =
      arguments.size() > 1 ? arguments[1].text() : std::string_view();
  return moment_from(evaluation, arguments[0].text(), reference, result);
}

bool type_of(Evaluation&, Arguments arguments, Operand& result) {
  static constexpr std::array<std::string_view, 7> kNames = {
      "null", "boolean", "number", "string", "array", "object", "function"};
  result = text_operand(kNames[static_cast<std::size_t>(arguments[0].type)]);
  return true;
}

bool is_defined(Evaluation& evaluation, Arguments arguments, Operand& result) {
  Operand ignored;
  result = boolean_operand(evaluation.lookup(arguments[0].text(), ignored));
  return true;
}

constexpr std::size_t kArgumentsMax = kExpressionBytesMax;

constexpr std::array<Builtin, 20> kBuiltins = {{
    {"min", 1, kArgumentsMax, {kNumber, kNumber}, least},
    {"max", 1, kArgumentsMax, {kNumber, kNumber}, greatest},
    {"sqrt", 1, 1, {kNumber, 0}, square_root},
    {"ceil", 1, 1, {kNumber, 0}, round_up},
    {"floor", 1, 1, {kNumber, 0}, round_down},
    {"abs", 1, 1, {kNumber, 0}, magnitude},
    {"range", 2, 3, {kNumber, kNumber}, range},
    {"lowercase", 1, 1, {kText, 0}, to_lower},
    {"uppercase", 1, 1, {kText, 0}, to_upper},
    {"str", 1, 1, {kText | kNumber | kBoolean | kNull, 0}, to_text},
    {"number", 1, 1, {kText, 0}, to_number},
    {"len", 1, 1, {kText | kList, 0}, length},
    {"strip", 1, 1, {kText, 0}, strip},
    {"lstrip", 1, 1, {kText, 0}, strip_left},
    {"rstrip", 1, 1, {kText, 0}, strip_right},
    {"split", 2, 2, {kText, kText | kNumber}, split},
    {"join", 2, 2, {kList, kText | kNumber}, join},
    {"fromNow", 1, 2, {kText, kText}, from_now},
    {"typeof", 1, 1, {kAnything, 0}, type_of},
    {"defined", 1, 1, {kText, 0}, is_defined},
}};

constexpr auto kBuiltinNames = [] {
  std::array<std::string_view, kBuiltins.size()> names{};
  for (std::size_t i = 0; i < names.size(); ++i) {
    names[i] = kBuiltins[i].name;
  }
  return names;
}();

std::string described(Types types) {
  std::string text;
  for (unsigned type = 0; type <= static_cast<unsigned>(Type::function); ++type) {
    if ((types & (1U << type)) != 0) {
      text +=
          (text.empty() ? "" : " or ") + std::string(json_e::described(static_cast<Type>(type)));
    }
  }
  return text;
}

/// Digits and perhaps a sign: what keeps all its digits, whatever a double can hold.
bool is_whole_literal(std::string_view literal) {
  if (literal.starts_with('-')) {
    literal.remove_prefix(1);
  }
  return !literal.empty() && literal != "0" &&
         std::all_of(literal.begin(), literal.end(), ascii::is_digit);
}

}  // namespace

std::span<const std::string_view> builtin_names() {
  return kBuiltinNames;
}

bool call_builtin(Evaluation& evaluation, std::size_t function, std::span<const Operand> arguments,
                  Operand& result) {
  const Builtin& builtin = kBuiltins[function];
  const std::string_view name = builtin.name;
  if (arguments.size() < builtin.arguments_min || arguments.size() > builtin.arguments_max) {
    return evaluation.fail(
        "wrong-arguments", "{}() takes {}{} arguments, not {}",
        {name, builtin.arguments_min,
         builtin.arguments_max > builtin.arguments_min ? " or more" : "", arguments.size()});
  }
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Types types = builtin.types[i == 0 ? 0 : 1];
    if ((types & (1U << static_cast<unsigned>(arguments[i].type))) == 0) {
      return evaluation.fail("type-mismatch", "Argument {} of {}() is {}, not {}",
                             {i + 1, name, described(types), json_e::described(arguments[i].type)});
    }
  }
  return evaluation.spend(arguments[0].is(Type::text) ? arguments[0].count / kPlacesPerStep : 0) &&
         builtin.call(evaluation, arguments, result);
}

bool moment_from(Evaluation& evaluation, std::string_view duration, std::string_view reference,
                 Operand& result) {
  if (reference.empty()) {
    reference = evaluation.now();
  }
  const auto start = parse_timestamp(reference);
  if (!start) {
    return evaluation.fail("invalid-timestamp",
                           "\"{}\" is no moment such as 2021-05-18T10:00:00.000Z",
                           {excerpt(reference)});
  }
  const auto span = parse_duration(duration);
  if (!span) {
    return evaluation.fail("invalid-duration", "\"{}\" is no duration such as \"2 days 3 hours\"",
                           {excerpt(duration)});
  }
  const double moment = static_cast<double>(*start) + *span;
  if (moment < static_cast<double>(kEarliestMoment) ||
      moment > static_cast<double>(kLatestMoment)) {
    return evaluation.fail("out-of-range", "The moment lies outside the years 1970 to 9999");
  }
  return evaluation.make_text(format_timestamp(static_cast<EpochMilliseconds>(moment)), result);
}

void append_characters(const Operand& operand, std::string& out) {
  if (operand.is(Type::text)) {
    out += operand.text();
  } else if (operand.is(Type::boolean)) {
    out += operand.truth ? "true" : "false";
  } else if (operand.is(Type::number)) {
    const std::string_view literal =
        operand.characters == nullptr ? std::string_view() : operand.text();
    if (is_whole_literal(literal) || !std::isfinite(operand.number)) {
      out += literal;
    } else {
      out += number_text(operand.number);
    }
  }
}

}  // namespace hookstorm::json_e
