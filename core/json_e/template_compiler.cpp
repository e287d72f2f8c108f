#include "core/json_e/template_compiler.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "core/json_e/characters.hpp"
#include "core/json_e/number.hpp"
#include "core/sorting/sorting.hpp"
#include "core/text/ascii.hpp"
#include "core/text/excerpt.hpp"
#include "core/text/suggestion.hpp"

namespace hookstorm::json_e {
namespace {

struct ConstructName {
  std::string_view name;
  Construct construct;
  /// Further members it may have; one that ends with '(' holds names of variables in its name.
  std::array<std::string_view, 2> members;
  std::size_t variables_min = 0;
  std::size_t variables_max = 0;
};

constexpr std::array<ConstructName, 17> kConstructs = {{
    {"$eval", Construct::evaluation, {}},
    {"$flatten", Construct::flatten, {}},
    {"$flattenDeep", Construct::flatten_deep, {}},
    {"$fromNow", Construct::from_now, {"from"}},
    {"$if", Construct::condition, {"then", "else"}},
    {"$json", Construct::json, {}},
    {"$let", Construct::let, {"in"}},
    {"$map", Construct::map, {"each("}, 1, 2},
    {"$reduce", Construct::reduce, {"initial", "each("}, 2, 3},
    {"$find", Construct::find, {"each("}, 1, 2},
    {"$match", Construct::match, {}},
    {"$switch", Construct::choice, {}},
    {"$merge", Construct::merge, {}},
    {"$mergeDeep", Construct::merge_deep, {}},
    {"$reverse", Construct::reverse, {}},
    {"$sort", Construct::sort, {"by("}, 1, 1},
    {"", Construct::object, {}},
}};

constexpr auto kConstructNames = [] {
  std::array<std::string_view, kConstructs.size() - 1> names{};
  for (std::size_t i = 0; i < names.size(); ++i) {
    names[i] = kConstructs[i].name;
  }
  return names;
}();

const ConstructName* construct_called(std::string_view name) {
  const auto* found = std::find_if(kConstructs.begin(), kConstructs.end(),
                                   [&](const ConstructName& known) { return known.name == name; });
  return found == kConstructs.end() || name.empty() ? nullptr : found;
}

/// `$` and letters or digits: kept for constructs to come.
bool is_reserved(std::string_view name) {
  return name.size() > 1 && name[0] == '$' && ascii::is_letter(name[1]) &&
         std::all_of(name.begin() + 1, name.end(), ascii::is_letter_or_digit);
}

/// The names in `each(a, b)`; none where it is not written like this.
std::vector<std::string_view> variables_in(std::string_view name) {
  std::vector<std::string_view> variables;
  const std::size_t open = name.find('(');
  if (open == std::string_view::npos || !name.ends_with(')')) {
    return {};
  }
  std::string_view rest = name.substr(open + 1, name.size() - open - 2);
  for (;;) {
    const std::size_t comma = rest.find(',');
    variables.push_back(rest.substr(0, comma));
    if (!is_identifier(variables.back())) {
      return {};
    }
    if (comma == std::string_view::npos) {
      return variables;
    }
    rest = stripped_left(rest.substr(comma + 1));
  }
}

class TemplateCompiler {
 public:
  TemplateCompiler(TemplateProgram& program, Problems& problems)
      : arena_(program.arena), problems_(problems) {}

  // NOLINTNEXTLINE(misc-no-recursion): documents are at most kTemplateDepthMax deep.
  TemplateNode compile(const json::Value& value, const std::string& path, std::size_t level) {
    if (level > kTemplateDepthMax) {
      problems_.error(path, "too-deep", "The template is nested more than {} levels deep.",
                      {kTemplateDepthMax});
      return {};
    }
    constexpr std::size_t kBytesOfValue = 8;
    if (!take(kBytesOfValue, path)) {
      return {};
    }
    switch (value.kind) {
      case json::Kind::text:
        return text(value.text, path);
      case json::Kind::list:
        return list(value, path, level);
      case json::Kind::object:
        return object(value, path, level);
      default:
        return literal_of(value, path);
    }
  }

 private:
  bool take(std::size_t bytes, const std::string& path) {
    if (bytes <= bytes_left_) {
      bytes_left_ -= bytes;
      return true;
    }
    if (!too_large_) {
      problems_.error(path, "template-too-large",
                      "The template has more than {} bytes; make it smaller.", {kTemplateBytesMax});
    }
    too_large_ = true;
    bytes_left_ = 0;
    return false;
  }

  std::string_view kept(std::string_view characters, const std::string& path) {
    return take(characters.size(), path) ? arena_.copy(characters).value_or(std::string_view())
                                         : std::string_view();
  }

  static TemplateNode literal_node(const Operand& operand, const std::string& path) {
    TemplateNode node;
    node.literal = operand;
    node.path = path;
    return node;
  }

  /// A value without anything in it that would be rendered.
  // NOLINTNEXTLINE(misc-no-recursion): documents are at most kTemplateDepthMax deep.
  Operand verbatim(const json::Value& value, const std::string& path) {
    switch (value.kind) {
      case json::Kind::null:
        return {};
      case json::Kind::boolean:
        return boolean_operand(value.truth);
      case json::Kind::number: {
        Operand operand = text_operand(kept(value.text, path));
        operand.type = Type::number;
        operand.number = parse_decimal(operand.text());
        return operand;
      }
      case json::Kind::text:
        return text_operand(kept(value.text, path));
      case json::Kind::list: {
        std::vector<Operand> items;
        for (const json::Member& member : value.members) {
          items.push_back(verbatim(member.value, path));
        }
        return list_operand(arena_.copy(items.data(), items.size()), items.size());
      }
      case json::Kind::object: {
        std::vector<Field> fields;
        for (const json::Member& member : value.members) {
          const std::string_view name = kept(member.name, path);
          fields.push_back({name, verbatim(member.value, path)});
        }
        return object_operand(arena_.copy(fields.data(), fields.size()), fields.size());
      }
    }
    return {};
  }

  TemplateNode literal_of(const json::Value& value, const std::string& path) {
    return literal_node(verbatim(value, path), path);
  }

  TemplateNode text(std::string_view characters, const std::string& path) {
    TemplateNode node;
    node.path = path;
    node.text = pieces(kept(characters, path), path);
    if (std::none_of(node.text.begin(), node.text.end(),
                     [](const TextPiece& piece) { return piece.has_expression(); })) {
      return literal_node(text_operand(joined(node.text)), path);
    }
    node.construct = Construct::text;
    return node;
  }

  std::string_view joined(const Text& pieces) {
    std::string all;
    for (const TextPiece& piece : pieces) {
      all += piece.characters;
    }
    return arena_.copy(std::string_view(all)).value_or(std::string_view());
  }

  Text pieces(std::string_view characters, const std::string& path) {
    Text pieces;
    std::size_t at = 0;
    for (;;) {
      const std::size_t open = characters.find("${", at);
      if (open == std::string_view::npos) {
        pieces.push_back({characters.substr(at), {}});
        return pieces;
      }
      if (open > at && characters[open - 1] == '$') {  // `$${` is `${` itself.
        pieces.push_back({characters.substr(at, open - 1 - at), {}});
        pieces.push_back({characters.substr(open, 2), {}});
        at = open + 2;
        continue;
      }
      auto compiled = compile_expression_in_braces(characters, open + 2, path, arena_, problems_);
      if (compiled.expression.root == kNoNode) {
        return pieces;
      }
      pieces.push_back({characters.substr(at, open - at), std::move(compiled.expression)});
      at = compiled.end;
    }
  }

  // NOLINTNEXTLINE(misc-no-recursion): documents are at most kTemplateDepthMax deep.
  TemplateNode list(const json::Value& value, const std::string& path, std::size_t level) {
    TemplateNode node;
    node.construct = Construct::list;
    node.path = path;
    node.children.reserve(value.members.size());
    for (const json::Member& member : value.members) {
      node.children.push_back(
          compile(member.value, child_path(path, node.children.size()), level + 1));
    }
    if (!all_literal(node.children)) {
      return node;
    }
    std::vector<Operand> items;
    for (const TemplateNode& child : node.children) {
      items.push_back(child.literal);
    }
    return literal_node(list_operand(arena_.copy(items.data(), items.size()), items.size()), path);
  }

  static bool all_literal(const std::vector<TemplateNode>& nodes) {
    return std::all_of(nodes.begin(), nodes.end(), [](const TemplateNode& node) {
      return node.construct == Construct::literal;
    });
  }

  // NOLINTNEXTLINE(misc-no-recursion): documents are at most kTemplateDepthMax deep.
  TemplateNode object(const json::Value& value, const std::string& path, std::size_t level) {
    const ConstructName* found = nullptr;
    for (const json::Member& member : value.members) {
      const ConstructName* here = construct_called(member.name);
      if (here != nullptr && found != nullptr) {
        problems_.error(path, "several-operators", "Only one of {} and {} can stand in an object.",
                        {found->name, here->name});
        return {};
      }
      found = here == nullptr ? found : here;
    }
    return found == nullptr ? members(value, path, level) : construct(*found, value, path, level);
  }

  // NOLINTNEXTLINE(misc-no-recursion): documents are at most kTemplateDepthMax deep.
  TemplateNode members(const json::Value& value, const std::string& path, std::size_t level) {
    TemplateNode node;
    node.construct = Construct::object;
    node.path = path;
    bool computed_names = false;
    for (const json::Member& member : value.members) {
      const std::string_view name = member.name;
      const std::string member_path = child_path(path, name);
      node.children.push_back(compile(member.value, member_path, level + 1));
      node.name_texts.emplace_back();
      if (name.starts_with("$$")) {
        node.names.push_back(kept(name.substr(1), member_path));
        continue;
      }
      if (is_reserved(name)) {
        problems_.error(member_path, "reserved-name",
                        "\"{}\" is no operator; write $$ for a name that begins with $.{}",
                        {excerpt(name), suggestion(name, kConstructNames)});
      }
      TemplateNode rendered = text(name, member_path);
      node.names.push_back(rendered.construct == Construct::literal ? rendered.literal.text()
                                                                    : std::string_view());
      computed_names = computed_names || rendered.construct == Construct::text;
      node.name_texts.back() = std::move(rendered.text);
      if (rendered.construct == Construct::literal) {
        node.name_texts.back().clear();
      }
    }
    return computed_names || !all_literal(node.children) || has_repeated_names(node)
               ? node
               : literal_node(object_of_literals(node), path);
  }

  /// `$$a` beside `$${a}` and the like.
  static bool has_repeated_names(const TemplateNode& node) {
    const std::vector<bool> repeated = repetitions(node.names);
    return std::find(repeated.begin(), repeated.end(), true) != repeated.end();
  }

  Operand object_of_literals(const TemplateNode& node) {
    std::vector<Field> fields;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      fields.push_back({node.names[i], node.children[i].literal});
    }
    return object_operand(arena_.copy(fields.data(), fields.size()), fields.size());
  }

  // NOLINTNEXTLINE(misc-no-recursion): documents are at most kTemplateDepthMax deep.
  TemplateNode construct(const ConstructName& known, const json::Value& value,
                         const std::string& path, std::size_t level) {
    TemplateNode node;
    node.construct = known.construct;
    node.path = path;
    const json::Value& given = *value.find(known.name);
    const std::string given_path = child_path(path, known.name);
    const json::Member* named = check_members(known, value, path, node);
    switch (known.construct) {
      case Construct::evaluation:
        node.expression = expression(given, given_path);
        return node;
      case Construct::condition:
        node.expression = expression(given, given_path);
        node.children.push_back(branch(value, "then", path, level));
        node.children.push_back(branch(value, "else", path, level));
        return node;
      case Construct::match:
      case Construct::choice:
        cases(given, given_path, level, node);
        return node;
      default:
        break;
    }
    node.children.push_back(compile(given, given_path, level + 1));
    if (known.construct == Construct::from_now) {
      node.children.push_back(branch(value, "from", path, level));
    } else if (known.construct == Construct::let) {
      variables(given, given_path);
      node.children.push_back(required(value, "in", path, level));
    } else if (known.construct == Construct::reduce) {
      initial(value, path, node);
    }
    if (named == nullptr) {
      return node;
    }
    const std::string named_path = child_path(path, named->name);
    if (known.construct == Construct::find || known.construct == Construct::sort) {
      node.expression = expression(named->value, named_path);
    } else {
      node.children.push_back(compile(named->value, named_path, level + 1));
    }
    return node;
  }

  /// Reports members that do not belong to a construct; gives the one with variables in its name.
  const json::Member* check_members(const ConstructName& known, const json::Value& value,
                                    const std::string& path, TemplateNode& node) {
    const json::Member* named = nullptr;
    for (const json::Member& member : value.members) {
      const std::string_view name = member.name;
      if (name == known.name) {
        continue;
      }
      const auto belongs = [&](std::string_view allowed) {
        return !allowed.empty() &&
               (allowed.back() == '(' ? name.starts_with(allowed) : name == allowed);
      };
      const bool has_variables =
          known.variables_min > 0 && name.find('(') != std::string_view::npos;
      if (!std::any_of(known.members.begin(), known.members.end(), belongs) ||
          (has_variables && named != nullptr)) {
        problems_.error(child_path(path, name), "unknown-member", "{} has no member \"{}\".{}",
                        {known.name, excerpt(name), suggestion(name, known.members)});
      } else if (has_variables) {
        named = &member;
      }
    }
    if (known.variables_min > 0) {
      take_variables(known, named, path, node);
    }
    return named;
  }

  void take_variables(const ConstructName& known, const json::Member* named,
                      const std::string& path, TemplateNode& node) {
    if (named == nullptr) {
      if (known.construct != Construct::sort) {
        problems_.error(path, "missing-member", "{} needs a member {}",
                        {known.name, (known.variables_min == 1 ? "each(x)." : "each(result, x).")});
      }
      return;
    }
    const auto names = variables_in(named->name);
    if (names.size() < known.variables_min || names.size() > known.variables_max) {
      problems_.error(child_path(path, named->name), "unknown-member",
                      "\"{}\" needs {} to {} names of variables in brackets.",
                      {excerpt(named->name), known.variables_min, known.variables_max});
    }
    for (const std::string_view name : names) {
      node.names.push_back(kept(name, path));
    }
  }

  Expression expression(const json::Value& value, const std::string& path) {
    if (!value.is(json::Kind::text)) {
      problems_.error(path, "type-mismatch", "An expression is a text, not {}.",
                      {json::described(value.kind)});
      return {};
    }
    return compile_expression(kept(value.text, path), path, arena_, problems_);
  }

  // NOLINTNEXTLINE(misc-no-recursion): documents are at most kTemplateDepthMax deep.
  TemplateNode branch(const json::Value& value, std::string_view name, const std::string& path,
                      std::size_t level) {
    if (const json::Value* found = value.find(name)) {
      return compile(*found, child_path(path, name), level + 1);
    }
    TemplateNode node;
    node.construct = Construct::removed;
    return node;
  }

  // NOLINTNEXTLINE(misc-no-recursion): documents are at most kTemplateDepthMax deep.
  TemplateNode required(const json::Value& value, std::string_view name, const std::string& path,
                        std::size_t level) {
    const json::Value* found = value.find(name);
    if (found == nullptr || found->is(json::Kind::null)) {
      problems_.error(path, "missing-member", "The member \"{}\" is missing.", {name});
    }
    return branch(value, name, path, level);
  }

  void variables(const json::Value& given, const std::string& path) {
    if (!given.is(json::Kind::object)) {
      problems_.error(path, "type-mismatch", "$let takes an object of variables.");
    }
  }

  void initial(const json::Value& value, const std::string& path, TemplateNode& node) {
    const json::Value* found = value.find("initial");
    if (found == nullptr) {
      problems_.error(path, "missing-member", "The member \"initial\" is missing.");
      return;
    }
    node.literal = verbatim(*found, child_path(path, "initial"));
  }

  // NOLINTNEXTLINE(misc-no-recursion): documents are at most kTemplateDepthMax deep.
  void cases(const json::Value& given, const std::string& path, std::size_t level,
             TemplateNode& node) {
    if (!given.is(json::Kind::object)) {
      problems_.error(path, "type-mismatch", "An object of conditions and values is needed here.");
      return;
    }
    // The order in which the reference implementation tries them; `$default` is no condition.
    const auto is_default = [&](const json::Member& member) {
      return node.construct == Construct::choice &&
             std::string_view(member.name) == std::string_view("$default");
    };
    const auto before = [&](std::size_t left_index, std::size_t right_index) {
      const json::Member& left = given.members[left_index];
      const json::Member& right = given.members[right_index];
      return is_default(left) != is_default(right) ? is_default(right)
                                                   : compare_texts(left.name, right.name) < 0;
    };
    for (const std::size_t index : sorted_indices(given.members.size(), before)) {
      const json::Member& member = given.members[index];
      const std::string member_path = child_path(path, member.name);
      node.has_default = is_default(member);
      node.conditions.push_back(
          node.has_default
              ? Expression{}
              : compile_expression(kept(member.name, member_path), member_path, arena_, problems_));
      node.children.push_back(compile(member.value, member_path, level + 1));
    }
  }

  Arena& arena_;
  Problems& problems_;
  std::size_t bytes_left_ = kTemplateBytesMax;
  bool too_large_ = false;
};

}  // namespace

void compile_document(const json::Value& document, std::string_view path, TemplateProgram& program,
                      Problems& problems) {
  program.root = TemplateCompiler(program, problems).compile(document, std::string(path), 0);
}

}  // namespace hookstorm::json_e
