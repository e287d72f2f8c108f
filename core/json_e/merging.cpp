#include "core/json_e/merging.hpp"

#include <algorithm>

namespace hookstorm::json_e {
namespace {

bool expect_objects(Evaluation& evaluation, const Operand& list) {
  if (list.is(Type::list) &&
      std::all_of(list.items, list.items + list.count,
                  [](const Operand& item) { return item.is(Type::object); })) {
    return true;
  }
  return evaluation.fail("type-mismatch", "A list of objects is needed to merge them.");
}

bool expect_list(Evaluation& evaluation, const Operand& list) {
  return list.is(Type::list) ||
         evaluation.fail("type-mismatch", "A list is needed here, not {}.", {described(list.type)});
}

bool put_fields(Evaluation& evaluation, std::size_t base, const Operand& object) {
  for (std::uint32_t i = 0; i < object.count; ++i) {
    if (!evaluation.put_field(base, object.fields[i])) {
      return false;
    }
  }
  return true;
}

// NOLINTNEXTLINE(misc-no-recursion): values are at most kValueDepthMax deep.
bool merge_two(Evaluation& evaluation, const Operand& left, const Operand& right, Operand& result) {
  if (left.is(Type::list) && right.is(Type::list)) {
    const std::size_t base = evaluation.items().size();
    evaluation.items().insert(evaluation.items().end(), left.items, left.items + left.count);
    evaluation.items().insert(evaluation.items().end(), right.items, right.items + right.count);
    return evaluation.gather_list(base, result);
  }
  if (!left.is(Type::object) || !right.is(Type::object)) {
    result = right;
    return true;
  }
  const std::size_t base = evaluation.fields().size();
  bool merged = put_fields(evaluation, base, left);
  for (std::uint32_t i = 0; i < right.count && merged; ++i) {
    Field field = right.fields[i];
    if (const Operand* before = left.find(field.name)) {
      merged = merge_two(evaluation, *before, right.fields[i].value, field.value);
    }
    merged = merged && evaluation.put_field(base, field);
  }
  if (!merged) {
    evaluation.fields().resize(base);
    return false;
  }
  return evaluation.gather_object(base, result);
}

// NOLINTNEXTLINE(misc-no-recursion): values are at most kValueDepthMax deep.
bool put_items(Evaluation& evaluation, const Operand& list, std::size_t levels) {
  for (std::uint32_t i = 0; i < list.count; ++i) {
    const Operand& item = list.items[i];
    if (!evaluation.spend(1)) {
      return false;
    }
    if (item.is(Type::list) && levels > 0) {
      if (!put_items(evaluation, item, levels - 1)) {
        return false;
      }
    } else {
      evaluation.items().push_back(item);
    }
  }
  return true;
}

}  // namespace

bool merge(Evaluation& evaluation, const Operand& list, Operand& result) {
  if (!expect_objects(evaluation, list)) {
    return false;
  }
  const std::size_t base = evaluation.fields().size();
  for (std::uint32_t i = 0; i < list.count; ++i) {
    if (!put_fields(evaluation, base, list.items[i])) {
      evaluation.fields().resize(base);
      return false;
    }
  }
  return evaluation.gather_object(base, result);
}

bool merge_deep(Evaluation& evaluation, const Operand& list, Operand& result) {
  if (!expect_objects(evaluation, list)) {
    return false;
  }
  result = list.count == 0 ? object_operand(nullptr, 0) : list.items[0];
  for (std::uint32_t i = 1; i < list.count; ++i) {
    const Operand so_far = result;
    if (!merge_two(evaluation, so_far, list.items[i], result)) {
      return false;
    }
  }
  return true;
}

bool flatten(Evaluation& evaluation, const Operand& list, std::size_t levels, Operand& result) {
  if (!expect_list(evaluation, list)) {
    return false;
  }
  const std::size_t base = evaluation.items().size();
  if (!put_items(evaluation, list, levels)) {
    evaluation.items().resize(base);
    return false;
  }
  return evaluation.gather_list(base, result);
}

bool reverse(Evaluation& evaluation, const Operand& list, Operand& result) {
  if (!expect_list(evaluation, list)) {
    return false;
  }
  const std::size_t base = evaluation.items().size();
  evaluation.items().insert(evaluation.items().end(), list.items, list.items + list.count);
  std::reverse(evaluation.items().begin() + static_cast<std::ptrdiff_t>(base),
               evaluation.items().end());
  return evaluation.gather_list(base, result);
}

}  // namespace hookstorm::json_e
