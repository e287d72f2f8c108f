#include "core/json_e/rendering.hpp"

#include <algorithm>
#include <array>

#include "core/json_e/builtins.hpp"
#include "core/json_e/characters.hpp"
#include "core/json_e/merging.hpp"
#include "core/json_e/output.hpp"
#include "core/sorting/sorting.hpp"
#include "core/text/excerpt.hpp"

namespace hookstorm::json_e {
namespace {

// NOLINTBEGIN(misc-no-recursion): templates are at most kTemplateDepthMax deep.
class Rendering {
 public:
  Rendering(Evaluation& evaluation, Problems& problems)
      : evaluation_(evaluation), problems_(problems) {}

  bool render(const TemplateNode& node, Operand& result) {
    switch (node.construct) {
      case Construct::literal:
        result = node.literal;
        return true;
      case Construct::removed:
        result = removed_operand();
        return true;
      case Construct::text:
        return checked(node, text(node.text, result));
      case Construct::list:
        return list(node, result);
      case Construct::object:
        return object(node, result);
      case Construct::evaluation:
        return checked(node, evaluation_.evaluate(node.expression, result));
      case Construct::condition:
        return condition(node, result);
      case Construct::let:
        return let(node, result);
      case Construct::match:
        return match(node, result);
      case Construct::choice:
        return choice(node, result);
      default:
        break;
    }
    Operand given;
    if (!render(node.children[0], given)) {
      return false;
    }
    switch (node.construct) {
      case Construct::from_now:
        return from_now(node, given, result);
      case Construct::map:
        return map(node, given, result);
      case Construct::reduce:
        return reduce(node, given, result);
      case Construct::find:
        return find(node, given, result);
      case Construct::sort:
        return sort(node, given, result);
      default:
        return checked(node, transform(node.construct, given, result));
    }
  }

 private:
  /// Reports the evaluation's failure at the node's path.
  bool checked(const TemplateNode& node, bool succeeded) {
    if (!succeeded) {
      const Failure& failure = evaluation_.failure();
      problems_.error(node.path, failure.code, failure.message);
      evaluation_.forget_failure();
    }
    return succeeded;
  }

  bool mismatch(const TemplateNode& node, std::string_view pattern, Parts parts = {}) {
    return checked(node, evaluation_.fail("type-mismatch", pattern, parts));
  }

  bool text(const Text& text, Operand& result) {
    std::string& characters = evaluation_.characters();
    const std::size_t base = characters.size();
    for (const TextPiece& piece : text) {
      characters += piece.characters;
      if (!piece.has_expression()) {
        continue;
      }
      Operand value;
      const Expression& expression = piece.expression;
      bool succeeded = evaluation_.evaluate(expression, value);
      if (succeeded &&
          (value.is(Type::list) || value.is(Type::object) || value.is(Type::function))) {
        succeeded = evaluation_.fail(
            "type-mismatch",
            "\"{}\" is {}, which cannot stand in a text; $json writes lists and objects.",
            {excerpt(expression.text_of(expression.nodes[expression.root])),
             described(value.type)});
      }
      if (!succeeded || !evaluation_.spend(1)) {
        characters.resize(base);
        return false;
      }
      append_characters(value, characters);
      if (characters.size() - base > kTextBytesMax) {
        break;  // Refused below.
      }
    }
    return evaluation_.gather_text(base, result);
  }

  /// Makes a list of the items from `base` on, or drops them where one of them failed.
  bool finish_list(const TemplateNode& node, std::size_t base, bool succeeded, Operand& result) {
    if (!succeeded) {
      evaluation_.items().resize(base);
      return false;
    }
    return checked(node, evaluation_.gather_list(base, result));
  }

  bool finish_object(const TemplateNode& node, std::size_t base, bool succeeded, Operand& result) {
    if (!succeeded) {
      evaluation_.fields().resize(base);
      return false;
    }
    return checked(node, evaluation_.gather_object(base, result));
  }

  bool list(const TemplateNode& node, Operand& result) {
    const std::size_t base = evaluation_.items().size();
    bool succeeded = true;
    for (const TemplateNode& child : node.children) {
      Operand item;
      const bool rendered = render(child, item);
      succeeded = rendered && succeeded;
      if (evaluation_.is_exhausted()) {
        break;
      }
      if (rendered && !item.is_removed()) {
        evaluation_.items().push_back(item);
      }
    }
    return finish_list(node, base, succeeded, result);
  }

  bool object(const TemplateNode& node, Operand& result) {
    const std::size_t base = evaluation_.fields().size();
    bool succeeded = true;
    for (std::size_t i = 0; i < node.children.size() && !evaluation_.is_exhausted(); ++i) {
      const TemplateNode& child = node.children[i];
      Operand value;
      if (!render(child, value)) {
        succeeded = false;
        continue;
      }
      if (value.is_removed()) {
        continue;
      }
      std::string_view name = node.names[i];
      if (!node.name_texts[i].empty()) {
        Operand rendered;
        if (!checked(child, text(node.name_texts[i], rendered))) {
          succeeded = false;
          continue;
        }
        name = rendered.text();
      }
      succeeded = checked(child, evaluation_.put_field(base, {name, value})) && succeeded;
    }
    return finish_object(node, base, succeeded, result);
  }

  bool condition(const TemplateNode& node, Operand& result) {
    Operand value;
    if (!checked(node, evaluation_.evaluate(node.expression, value))) {
      return false;
    }
    return render(node.children[is_truthy(value) ? 0 : 1], result);
  }

  /// Renders `node` with more variables in sight.
  bool render_with(const TemplateNode& node, const Field* fields, std::size_t count,
                   Operand& result) {
    const Scope scope{evaluation_.scope(), fields, count};
    evaluation_.set_scope(&scope);
    const bool rendered = render(node, result);
    evaluation_.set_scope(scope.outer);
    return rendered;
  }

  bool let(const TemplateNode& node, Operand& result) {
    Operand variables;
    if (!render(node.children[0], variables)) {
      return false;
    }
    if (!variables.is(Type::object)) {
      return mismatch(node, "$let takes an object of variables, not {}.",
                      {described(variables.type)});
    }
    for (std::uint32_t i = 0; i < variables.count; ++i) {
      if (!is_identifier(variables.fields[i].name)) {
        return checked(
            node, evaluation_.fail(
                      "invalid-name",
                      "\"{}\" cannot be a variable's name; use letters, digits and underscores.",
                      {excerpt(variables.fields[i].name)}));
      }
    }
    return render_with(node.children[1], variables.fields, variables.count, result);
  }

  bool match(const TemplateNode& node, Operand& result) {
    const std::size_t base = evaluation_.items().size();
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      Operand value;
      bool succeeded = checked(node.children[i], evaluation_.evaluate(node.conditions[i], value));
      if (succeeded && is_truthy(value)) {
        succeeded = render(node.children[i], value);
        evaluation_.items().push_back(value);
      }
      if (!succeeded) {
        evaluation_.items().resize(base);
        return false;
      }
    }
    return checked(node, evaluation_.gather_list(base, result));
  }

  bool choice(const TemplateNode& node, Operand& result) {
    const std::size_t conditions = node.children.size() - (node.has_default ? 1 : 0);
    bool chosen = false;
    for (std::size_t i = 0; i < conditions; ++i) {
      Operand value;
      if (!checked(node.children[i], evaluation_.evaluate(node.conditions[i], value))) {
        return false;
      }
      if (!is_truthy(value)) {
        continue;
      }
      if (chosen) {
        return checked(
            node, evaluation_.fail("several-cases", "More than one condition of $switch is true."));
      }
      chosen = true;
      if (!render(node.children[i], result)) {
        return false;
      }
    }
    if (chosen) {
      return true;
    }
    result = removed_operand();
    return !node.has_default || render(node.children.back(), result);
  }

  bool from_now(const TemplateNode& node, const Operand& given, Operand& result) {
    Operand reference;
    if (!render(node.children[1], reference)) {
      return false;
    }
    if (!given.is(Type::text) || !(reference.is(Type::text) || !is_truthy(reference))) {
      return mismatch(node, "$fromNow takes a text such as \"2 days\", and a moment as text.");
    }
    return checked(node, moment_from(evaluation_, given.text(), reference.text(), result));
  }

  bool map(const TemplateNode& node, const Operand& given, Operand& result) {
    if (given.is(Type::object)) {
      return map_object(node, given, result);
    }
    if (!given.is(Type::list)) {
      return mismatch(node, "$map takes a list or an object, not {}.", {described(given.type)});
    }
    const std::size_t base = evaluation_.items().size();
    bool succeeded = true;
    for (std::uint32_t i = 0; i < given.count && !evaluation_.is_exhausted(); ++i) {
      const std::array<Field, 2> variables = variables_of(node, given.items[i], number_operand(i));
      Operand item;
      const bool rendered =
          checked(node, evaluation_.spend(1)) &&
          render_with(node.children[1], variables.data(), node.names.size(), item);
      succeeded = rendered && succeeded;
      if (rendered && !item.is_removed()) {
        evaluation_.items().push_back(item);
      }
    }
    return finish_list(node, base, succeeded, result);
  }

  static std::array<Field, 2> variables_of(const TemplateNode& node, const Operand& item,
                                           const Operand& index) {
    return {Field{node.names[0], item}, Field{node.names.back(), index}};
  }

  bool map_object(const TemplateNode& node, const Operand& given, Operand& result) {
    const std::size_t base = evaluation_.fields().size();
    bool succeeded = true;
    for (std::uint32_t i = 0; i < given.count && !evaluation_.is_exhausted(); ++i) {
      Operand mapped;
      const bool rendered = map_field(node, given.fields[i], mapped);
      succeeded = rendered && succeeded;
      for (std::uint32_t j = 0; rendered && j < mapped.count; ++j) {
        succeeded = checked(node, evaluation_.put_field(base, mapped.fields[j])) && succeeded;
      }
    }
    return finish_object(node, base, succeeded, result);
  }

  bool map_field(const TemplateNode& node, const Field& field, Operand& mapped) {
    std::array<Field, 2> variables = variables_of(node, field.value, text_operand(field.name));
    if (node.names.size() == 1) {  // One variable holds both.
      const std::array<Field, 2> pair = {Field{"key", text_operand(field.name)},
                                         Field{"val", field.value}};
      if (!checked(node, evaluation_.make_object(pair.data(), pair.size(), variables[0].value))) {
        return false;
      }
    }
    if (!checked(node, evaluation_.spend(1)) ||
        !render_with(node.children[1], variables.data(), node.names.size(), mapped)) {
      return false;
    }
    return mapped.is(Type::object) ||
           mismatch(node, "$map over an object makes an object of each member, not {}.",
                    {described(mapped.type)});
  }

  bool reduce(const TemplateNode& node, const Operand& given, Operand& result) {
    if (!given.is(Type::list)) {
      return mismatch(node, "$reduce takes a list, not {}.", {described(given.type)});
    }
    Operand so_far = node.literal;
    for (std::uint32_t i = 0; i < given.count; ++i) {
      const std::array<Field, 3> variables = {Field{node.names[0], so_far},
                                              Field{node.names[1], given.items[i]},
                                              Field{node.names.back(), number_operand(i)}};
      Operand next;
      if (!checked(node, evaluation_.spend(1)) ||
          !render_with(node.children[1], variables.data(), node.names.size(), next)) {
        return false;
      }
      so_far = next.is_removed() ? so_far : next;
    }
    result = so_far;
    return true;
  }

  bool evaluate_with(const TemplateNode& node, const Field* fields, std::size_t count,
                     Operand& result) {
    const Scope scope{evaluation_.scope(), fields, count};
    evaluation_.set_scope(&scope);
    const bool evaluated = evaluation_.evaluate(node.expression, result);
    evaluation_.set_scope(scope.outer);
    return checked(node, evaluated);
  }

  bool find(const TemplateNode& node, const Operand& given, Operand& result) {
    if (!given.is(Type::list)) {
      return mismatch(node, "$find takes a list, not {}.", {described(given.type)});
    }
    for (std::uint32_t i = 0; i < given.count; ++i) {
      const std::array<Field, 2> variables = variables_of(node, given.items[i], number_operand(i));
      Operand value;
      if (!evaluate_with(node, variables.data(), node.names.size(), value)) {
        return false;
      }
      if (is_truthy(value)) {
        result = given.items[i];
        return true;
      }
    }
    result = removed_operand();
    return true;
  }

  bool sort(const TemplateNode& node, const Operand& given, Operand& result) {
    if (!given.is(Type::list)) {
      return mismatch(node, "$sort takes a list, not {}.", {described(given.type)});
    }
    std::vector<Operand> keys;
    for (std::uint32_t i = 0; i < given.count; ++i) {
      const Operand& item = given.items[i];
      Operand key = item;
      if (!node.names.empty()) {
        const Field variable{node.names[0], item};
        if (!evaluate_with(node, &variable, 1, key)) {
          return false;
        }
      }
      if (!(key.is(Type::number) || key.is(Type::text)) ||
          (!keys.empty() && key.type != keys.front().type)) {
        return mismatch(node, "$sort compares numbers or texts, all of one kind.");
      }
      keys.push_back(key);
    }
    const auto before = [&](std::size_t left, std::size_t right) {
      return keys[left].is(Type::number) ? keys[left].number < keys[right].number
                                         : compare_texts(keys[left].text(), keys[right].text()) < 0;
    };
    const std::size_t base = evaluation_.items().size();
    for (const std::size_t index : sorted_indices(keys.size(), before)) {
      evaluation_.items().push_back(given.items[index]);
    }
    constexpr std::size_t kStepsForItem = 8;  // As many comparisons, about.
    return checked(node, evaluation_.gather_list(base, result) &&
                             evaluation_.spend(keys.size() * kStepsForItem));
  }

  bool transform(Construct construct, const Operand& given, Operand& result) {
    switch (construct) {
      case Construct::json:
        return json_text(given, result);
      case Construct::merge:
        return merge(evaluation_, given, result);
      case Construct::merge_deep:
        return merge_deep(evaluation_, given, result);
      case Construct::flatten:
        return flatten(evaluation_, given, 1, result);
      case Construct::flatten_deep:
        return flatten(evaluation_, given, kValueDepthMax, result);
      default:
        return reverse(evaluation_, given, result);
    }
  }

  bool json_text(const Operand& given, Operand& result) {
    json::Writer writer;
    std::size_t bytes_left = kTextBytesMax;
    switch (write(writer, given, MemberOrder::by_name, bytes_left)) {
      case Written::whole:
        return evaluation_.make_text(writer.take(), result);
      case Written::too_large:
        return evaluation_.fail("template-too-large",
                                "$json would give more than {} bytes; ask for less.",
                                {kTextBytesMax});
      case Written::function_inside:
        break;
    }
    return evaluation_.fail("uncalled-function",
                            "A function stands where a value is needed; call it.");
  }

  Evaluation& evaluation_;
  Problems& problems_;
};
// NOLINTEND(misc-no-recursion)

}  // namespace

bool render_node(const TemplateNode& node, Evaluation& evaluation, Problems& problems,
                 Operand& result) {
  return Rendering(evaluation, problems).render(node, result);
}

}  // namespace hookstorm::json_e
