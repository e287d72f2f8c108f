#include "core/json_e/evaluation.hpp"

#include <algorithm>
#include <cmath>

#include "core/json_e/builtins.hpp"
#include "core/json_e/characters.hpp"
#include "core/json_e/limits.hpp"
#include "core/json_e/operators.hpp"
#include "core/text/excerpt.hpp"
#include "core/text/sentence.hpp"
#include "core/text/suggestion.hpp"

namespace hookstorm::json_e {
namespace {

std::string quoted(std::string_view name) {
  return sentence("\"{}\"", {excerpt(name)});
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

/// The part of `text` from character `first` up to character `end`.
std::string_view characters_between(std::string_view text, std::size_t first, std::size_t end) {
  if (is_ascii(text)) {
    return text.substr(first, end - first);
  }
  std::size_t from = 0;
  std::size_t index = 0;
  for (; index < first; ++index) {
    from += character_bytes(text.substr(from));
  }
  std::size_t to = from;
  for (; index < end; ++index) {
    to += character_bytes(text.substr(to));
  }
  return text.substr(from, to - from);
}

/// An index counted from the end where it is negative, as Python does; 0 where it lies before the
/// start.
double index_in(double index, double length) {
  return index < 0 ? std::max(0.0, length + index) : index;
}

}  // namespace

Evaluation::Evaluation(const Context& context, std::uint32_t steps_max)
    : context_(context), arena_(kWorkBytesMax), steps_max_(steps_max), steps_left_(steps_max) {}

bool Evaluation::spend(std::size_t steps) {
  if (steps > steps_left_) {
    exhausted_ = true;
    steps_left_ = 0;
    return fail("template-too-slow", "This takes more than {} steps; ask for less.", {steps_max_});
  }
  steps_left_ -= static_cast<std::uint32_t>(steps);
  return true;
}

bool Evaluation::fail(std::string_view code, std::string_view pattern, Parts parts) {
  if (failure_.code.empty()) {
    failure_ = {code, sentence(pattern, parts)};
  }
  return false;
}

bool Evaluation::fail_for_memory() {
  exhausted_ = true;
  return fail("template-too-large",
              "The values computed on the way take more than {} bytes; ask for less.",
              {kWorkBytesMax});
}

bool Evaluation::lookup(std::string_view name, Operand& result) const {
  for (const Scope* scope = scope_; scope != nullptr; scope = scope->outer) {
    for (std::size_t i = 0; i < scope->count; ++i) {
      if (scope->fields[i].name == name) {
        result = scope->fields[i].value;
        return true;
      }
    }
  }
  if (const Operand* variable = context_.find(name)) {
    result = *variable;
    return true;
  }
  const auto names = builtin_names();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) {
    return false;
  }
  result = {};
  result.type = Type::function;
  result.count = static_cast<std::uint32_t>(found - names.begin());
  return true;
}

std::string_view Evaluation::now() const {
  Operand now;
  return lookup("now", now) && now.is(Type::text) ? now.text() : std::string_view();
}

bool Evaluation::equal(const Operand& left, const Operand& right, bool& result) {
  result = false;
  if (!spend(1)) {
    return false;
  }
  if (left.type != right.type) {
    return true;
  }
  switch (left.type) {
    case Type::null:
      result = true;
      return true;
    case Type::boolean:
      result = left.truth == right.truth;
      return true;
    case Type::number:
      result = left.number == right.number;
      return true;
    case Type::text:
      result = left.text() == right.text();
      return spend(left.count / kPlacesPerStep);
    case Type::function:
      result = left.count == right.count;
      return true;
    case Type::list:
    case Type::object:
      break;
  }
  if (left.count != right.count) {
    return true;
  }
  result = true;
  for (std::uint32_t i = 0; i < left.count && result; ++i) {
    if (left.is(Type::list)) {
      if (!equal(left.items[i], right.items[i], result)) {
        return false;
      }
      continue;
    }
    const Operand* other = right.find(left.fields[i].name);
    result = other != nullptr;
    if (!spend(right.count / kPlacesPerStep) ||
        (other != nullptr && !equal(left.fields[i].value, *other, result))) {
      return false;
    }
  }
  return true;
}

bool Evaluation::make_text(std::string_view characters, Operand& result) {
  if (characters.size() > kTextBytesMax) {
    return fail("template-too-large", "A text would have more than {} bytes; ask for less.",
                {kTextBytesMax});
  }
  const auto text = arena_.copy(characters);
  if (!text) {
    return fail_for_memory();
  }
  result = text_operand(*text);
  return spend(characters.size() / kPlacesPerStep);
}

bool Evaluation::make_list(const Operand* items, std::size_t count, Operand& result) {
  const Operand* place = arena_.copy(items, count);
  if (place == nullptr) {
    return fail_for_memory();
  }
  result = list_operand(place, count);
  if (result.depth > kValueDepthMax) {
    return fail("too-deep", "A list is nested more than {} levels deep.", {kValueDepthMax});
  }
  return spend(count);
}

bool Evaluation::make_object(const Field* fields, std::size_t count, Operand& result) {
  const Field* place = arena_.copy(fields, count);
  if (place == nullptr) {
    return fail_for_memory();
  }
  result = object_operand(place, count);
  if (result.depth > kValueDepthMax) {
    return fail("too-deep", "An object is nested more than {} levels deep.", {kValueDepthMax});
  }
  return spend(count);
}

bool Evaluation::gather_list(std::size_t base, Operand& result) {
  const bool made = make_list(items_.data() + base, items_.size() - base, result);
  items_.resize(base);
  return made;
}

bool Evaluation::gather_object(std::size_t base, Operand& result) {
  const bool made = make_object(fields_.data() + base, fields_.size() - base, result);
  fields_.resize(base);
  return made;
}

bool Evaluation::gather_text(std::size_t base, Operand& result) {
  const bool made = make_text(std::string_view(characters_).substr(base), result);
  characters_.resize(base);
  return made;
}

bool Evaluation::put_field(std::size_t base, const Field& field) {
  for (std::size_t i = base; i < fields_.size(); ++i) {
    if (fields_[i].name == field.name) {
      fields_[i].value = field.value;
      return true;
    }
  }
  fields_.push_back(field);
  return spend((fields_.size() - base) / kPlacesPerStep);
}

bool Evaluation::evaluate(const Expression& expression, NodeIndex index, Operand& result) {
  const Node& node = expression.nodes[index];
  if (!spend(1)) {
    return false;
  }
  switch (node.operation) {
    case Operation::constant:
      result = node.constant;
      return true;
    case Operation::variable:
      return evaluate_variable(expression, node, result);
    case Operation::property:
      return evaluate_property(expression, node, result);
    case Operation::element:
      return evaluate_element(expression, node, result);
    case Operation::slice:
      return evaluate_slice(expression, node, result);
    case Operation::call:
      return evaluate_call(expression, node, result);
    case Operation::list:
      return evaluate_list(expression, node, result);
    case Operation::object:
      return evaluate_object(expression, node, result);
    case Operation::plus:
    case Operation::minus:
    case Operation::negation:
      return evaluate_sign(expression, node, result);
    case Operation::conjunction:
    case Operation::disjunction:
      return evaluate_logic(expression, node, result);
    default:
      return evaluate_binary(expression, node, result);
  }
}

bool Evaluation::evaluate_variable(const Expression& expression, const Node& node,
                                   Operand& result) {
  if (lookup(node.name, result)) {
    return true;
  }
  std::vector<std::string_view> known;
  for (const Scope* scope = scope_; scope != nullptr; scope = scope->outer) {
    for (std::size_t i = 0; i < scope->count; ++i) {
      known.push_back(scope->fields[i].name);
    }
  }
  for (const Field& variable : context_.variables()) {
    known.push_back(variable.name);
  }
  known.insert(known.end(), builtin_names().begin(), builtin_names().end());
  return fail(
      "unknown-variable", "There is no variable {}{}.{}",
      {quoted(node.name), place_in(expression.source, node.begin), suggestion(node.name, known)});
}

bool Evaluation::evaluate_list(const Expression& expression, const Node& node, Operand& result) {
  const std::size_t base = items_.size();
  for (std::uint32_t i = 0; i < node.part_count; ++i) {
    Operand item;
    if (!evaluate(expression, expression.parts[node.first_part + i].node, item)) {
      items_.resize(base);
      return false;
    }
    items_.push_back(item);
  }
  return gather_list(base, result);
}

bool Evaluation::evaluate_object(const Expression& expression, const Node& node, Operand& result) {
  const std::size_t base = fields_.size();
  for (std::uint32_t i = 0; i < node.part_count; ++i) {
    const Part& part = expression.parts[node.first_part + i];
    Operand value;
    if (!evaluate(expression, part.node, value) || !put_field(base, {part.name, value})) {
      fields_.resize(base);
      return false;
    }
  }
  return gather_object(base, result);
}

bool Evaluation::evaluate_sign(const Expression& expression, const Node& node, Operand& result) {
  Operand operand;
  if (!evaluate(expression, node.left, operand)) {
    return false;
  }
  if (node.operation == Operation::negation) {
    result = boolean_operand(!is_truthy(operand));
    return true;
  }
  if (!operand.is(Type::number)) {
    return fail("type-mismatch", "A sign stands before a number, not before {}{}.",
                {described(operand.type), place_in(expression.source, node.begin)});
  }
  result = node.operation == Operation::plus ? operand : number_operand(-operand.number);
  return true;
}

bool Evaluation::evaluate_logic(const Expression& expression, const Node& node, Operand& result) {
  Operand operand;
  if (!evaluate(expression, node.left, operand)) {
    return false;
  }
  bool truth = is_truthy(operand);
  if (truth == (node.operation == Operation::conjunction)) {
    if (!evaluate(expression, node.right, operand)) {
      return false;
    }
    truth = is_truthy(operand);
  }
  result = boolean_operand(truth);
  return true;
}

bool Evaluation::evaluate_binary(const Expression& expression, const Node& node, Operand& result) {
  Operand left;
  Operand right;
  if (!evaluate(expression, node.left, left) || !evaluate(expression, node.right, right)) {
    return false;
  }
  if (apply_operator(*this, node.operation, left, right, result)) {
    return true;
  }
  failure_.message += place_in(expression.source, node.begin);
  return false;
}

bool Evaluation::evaluate_property(const Expression& expression, const Node& node,
                                   Operand& result) {
  Operand owner;
  if (!evaluate(expression, node.left, owner)) {
    return false;
  }
  if (const Operand* value = owner.find(node.name)) {
    result = *value;
    return spend(owner.count / kPlacesPerStep);
  }
  const std::string_view owner_text = expression.text_of(expression.nodes[node.left]);
  if (!owner.is(Type::object)) {
    return fail("type-mismatch", "{} is {} and has no property {}{}.",
                {quoted(owner_text), described(owner.type), quoted(node.name),
                 place_in(expression.source, node.begin)});
  }
  std::vector<std::string_view> known;
  for (std::uint32_t i = 0; i < owner.count; ++i) {
    known.push_back(owner.fields[i].name);
  }
  return fail("unknown-property", "{} has no property {}{}.{}",
              {quoted(owner_text), quoted(node.name), place_in(expression.source, node.begin),
               suggestion(node.name, known)});
}

bool Evaluation::evaluate_element(const Expression& expression, const Node& node, Operand& result) {
  Operand owner;
  Operand index;
  if (!evaluate(expression, node.left, owner) || !evaluate(expression, node.right, index)) {
    return false;
  }
  const auto place = [&] { return place_in(expression.source, node.begin) + "."; };
  if (owner.is(Type::object) && index.is(Type::text)) {
    const Operand* value = owner.find(index.text());
    result = value == nullptr ? Operand{} : *value;
    return spend(owner.count / kPlacesPerStep);
  }
  if (!(owner.is(Type::list) || owner.is(Type::text)) || !is_integer(index)) {
    return fail("type-mismatch",
                "Brackets take a whole number for a list or a text, and a text for an object; not "
                "{} for {}{}",
                {described(index.type), described(owner.type), place()});
  }
  const std::size_t length = owner.is(Type::list) ? owner.count : character_count(owner.text());
  const double at = index_in(index.number, static_cast<double>(length));
  if (at >= static_cast<double>(length)) {
    return fail("out-of-range", "The index lies beyond the last of {}{}", {length, place()});
  }
  const auto position = static_cast<std::size_t>(at);
  if (owner.is(Type::list)) {
    result = owner.items[position];
    return true;
  }
  result = text_operand(characters_between(owner.text(), position, position + 1));
  return spend(owner.count / kPlacesPerStep);
}

bool Evaluation::evaluate_slice(const Expression& expression, const Node& node, Operand& result) {
  Operand owner;
  Operand from = number_operand(0);
  Operand to;
  if (!evaluate(expression, node.left, owner) ||
      (node.right != kNoNode && !evaluate(expression, node.right, from)) ||
      (node.limit != kNoNode && !evaluate(expression, node.limit, to))) {
    return false;
  }
  const std::size_t length = owner.is(Type::text) ? character_count(owner.text()) : owner.count;
  if (to.is(Type::null)) {
    to = number_operand(static_cast<double>(length));
  }
  // A start behind the end is the end, whatever number it was: so does the reference
  // implementation.
  const auto last = static_cast<double>(length);
  const double limit = index_in(to.number, last);
  const double start = std::min(index_in(from.number, last), limit);
  if (!(owner.is(Type::list) || owner.is(Type::text)) || !from.is(Type::number) ||
      !to.is(Type::number) || std::floor(start) != start || std::floor(limit) != limit) {
    return fail("type-mismatch", "A slice takes a list or a text, and whole numbers{}.",
                {place_in(expression.source, node.begin)});
  }
  const auto end = static_cast<std::size_t>(std::min(limit, last));
  const auto begin = static_cast<std::size_t>(std::min(start, last));
  if (owner.is(Type::list)) {
    return make_list(owner.items + begin, end - begin, result);
  }
  result = text_operand(characters_between(owner.text(), begin, end));
  return spend(owner.count / kPlacesPerStep);
}

bool Evaluation::evaluate_call(const Expression& expression, const Node& node, Operand& result) {
  Operand function;
  if (!evaluate(expression, node.left, function)) {
    return false;
  }
  if (!function.is(Type::function)) {
    const std::string_view called = expression.text_of(expression.nodes[node.left]);
    return fail(
        "type-mismatch", "{} is {} and cannot be called{}.",
        {quoted(called), described(function.type), place_in(expression.source, node.begin)});
  }
  Operand arguments;
  if (!evaluate_list(expression, node, arguments)) {
    return false;
  }
  if (call_builtin(*this, function.count, {arguments.items, arguments.count}, result)) {
    return true;
  }
  failure_.message += place_in(expression.source, node.begin);
  return false;
}

}  // namespace hookstorm::json_e
