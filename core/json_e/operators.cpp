#include "core/json_e/operators.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "core/json_e/limits.hpp"

namespace hookstorm::json_e {
namespace {

bool fail_for_types(Evaluation& evaluation, Operation operation, const Operand& left,
                    const Operand& right, std::string_view expected) {
  return evaluation.fail(
      "type-mismatch", "\"{}\" takes {}, not {} and {}.",
      {sign_of(operation), expected, described(left.type), described(right.type)});
}

bool are(const Operand& left, const Operand& right, Type type) {
  return left.is(type) && right.is(type);
}

/// Squaring, for whole exponents: the same digits on every platform.
double power_of(double base, double exponent) {
  double result = 1;
  for (auto left = static_cast<std::uint32_t>(std::fabs(exponent)); left > 0; left >>= 1U) {
    if ((left & 1U) != 0) {
      result *= base;
    }
    base *= base;
  }
  return result;
}

bool raise(Evaluation& evaluation, double base, double exponent, double& result) {
  constexpr double kExponentMax = 1'000'000;
  if (std::trunc(exponent) != exponent || std::fabs(exponent) > kExponentMax) {
    return evaluation.fail("type-mismatch",
                           "\"**\" takes a whole exponent of at most 1000000; sqrt() gives roots.");
  }
  result = power_of(base, exponent);
  if (exponent < 0) {
    result = 1 / result;
  }
  return true;
}

bool calculate(Evaluation& evaluation, Operation operation, double left, double right,
               Operand& result) {
  double number = 0;
  switch (operation) {
    case Operation::add:
      number = left + right;
      break;
    case Operation::subtract:
      number = left - right;
      break;
    case Operation::multiply:
      number = left * right;
      break;
    case Operation::divide:
      if (right == 0) {
        return evaluation.fail("division-by-zero", "The divisor is 0.");
      }
      number = left / right;
      break;
    default:
      if (!raise(evaluation, left, right, number)) {
        return false;
      }
  }
  if (!std::isfinite(number)) {
    return evaluation.fail("not-a-number", "The result of \"{}\" is no finite number.",
                           {sign_of(operation)});
  }
  result = number_operand(number);
  return true;
}

bool compare(Evaluation& evaluation, Operation operation, const Operand& left, const Operand& right,
             Operand& result) {
  int order = 0;
  if (are(left, right, Type::number)) {
    order = left.number < right.number ? -1 : (left.number > right.number ? 1 : 0);
  } else if (are(left, right, Type::text)) {
    order = compare_texts(left.text(), right.text());
  } else {
    return fail_for_types(evaluation, operation, left, right, "two numbers or two texts");
  }
  bool truth = false;
  switch (operation) {
    case Operation::less:
      truth = order < 0;
      break;
    case Operation::less_or_equal:
      truth = order <= 0;
      break;
    case Operation::greater:
      truth = order > 0;
      break;
    default:
      truth = order >= 0;
  }
  result = boolean_operand(truth);
  return true;
}

bool search(Evaluation& evaluation, const Operand& left, const Operand& right, Operand& result) {
  bool found = false;
  if (right.is(Type::list)) {
    for (std::uint32_t i = 0; i < right.count && !found; ++i) {
      if (!evaluation.equal(left, right.items[i], found)) {
        return false;
      }
    }
  } else if (right.is(Type::object) && left.is(Type::text)) {
    found = right.find(left.text()) != nullptr;
  } else if (right.is(Type::text) && left.is(Type::text)) {
    if (!evaluation.spend(right.count / kPlacesPerStep * (1 + left.count / kPlacesPerStep))) {
      return false;
    }
    found = right.text().find(left.text()) != std::string_view::npos;
  } else {
    return fail_for_types(evaluation, Operation::contained, left, right,
                          "anything and a list, or a text and a text or an object");
  }
  result = boolean_operand(found);
  return true;
}

bool concatenate(Evaluation& evaluation, const Operand& left, const Operand& right,
                 Operand& result) {
  const std::size_t base = evaluation.characters().size();
  evaluation.characters() += left.text();
  evaluation.characters() += right.text();
  return evaluation.gather_text(base, result);
}

}  // namespace

std::string_view sign_of(Operation operation) {
  switch (operation) {
    case Operation::add:
      return "+";
    case Operation::subtract:
      return "-";
    case Operation::multiply:
      return "*";
    case Operation::divide:
      return "/";
    case Operation::power:
      return "**";
    case Operation::less:
      return "<";
    case Operation::less_or_equal:
      return "<=";
    case Operation::greater:
      return ">";
    case Operation::greater_or_equal:
      return ">=";
    case Operation::equal:
      return "==";
    case Operation::not_equal:
      return "!=";
    case Operation::contained:
      return "in";
    default:
      return "?";
  }
}

bool apply_operator(Evaluation& evaluation, Operation operation, const Operand& left,
                    const Operand& right, Operand& result) {
  switch (operation) {
    case Operation::equal:
    case Operation::not_equal: {
      bool same = false;
      if (!evaluation.equal(left, right, same)) {
        return false;
      }
      result = boolean_operand(same == (operation == Operation::equal));
      return true;
    }
    case Operation::contained:
      return search(evaluation, left, right, result);
    case Operation::less:
    case Operation::less_or_equal:
    case Operation::greater:
    case Operation::greater_or_equal:
      return compare(evaluation, operation, left, right, result);
    default:
      break;
  }
  if (operation == Operation::add && are(left, right, Type::text)) {
    return concatenate(evaluation, left, right, result);
  }
  if (!are(left, right, Type::number)) {
    return fail_for_types(evaluation, operation, left, right,
                          operation == Operation::add ? "two numbers or two texts" : "two numbers");
  }
  return calculate(evaluation, operation, left.number, right.number, result);
}

}  // namespace hookstorm::json_e
