#include "core/pick/pick.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/text/decimal.hpp"
#include "core/text/excerpt.hpp"

namespace hookstorm {
namespace {

constexpr std::string_view kEachItem = "*";

/// A token without its escapes; nothing where one is wrong.
std::optional<std::string> unescaped(std::string_view token) {
  std::string plain;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] != '~') {
      plain += token[i];
      continue;
    }
    ++i;
    if (i == token.size() || (token[i] != '0' && token[i] != '1')) {
      return std::nullopt;
    }
    plain += token[i] == '0' ? '~' : '/';
  }
  return plain;
}

/// Nothing for a text that is no pointer, or that points to the whole document.
std::optional<Pick::Pointer> parse_pointer(std::string_view text) {
  if (text.empty() || text.front() != '/') {
    return std::nullopt;
  }
  Pick::Pointer pointer{.text = std::string(text), .tokens = {}};
  while (!text.empty()) {
    text.remove_prefix(1);
    const std::size_t end = std::min(text.find('/'), text.size());
    std::optional<std::string> token = unescaped(text.substr(0, end));
    if (!token) {
      return std::nullopt;
    }
    pointer.tokens.push_back(std::move(*token));
    text.remove_prefix(end);
  }
  return pointer;
}

class PickChecker {
 public:
  explicit PickChecker(std::string_view path) : path_(path) {}

  Result<Pick> check(const json::Value& value) {
    if (!value.is(json::Kind::list)) {
      problems_.error(std::string(path_), "wrong-type",
                      "This must be a list of JSON Pointers, not {}.",
                      {json::described(value.kind)});
    } else if (value.members.empty()) {
      problems_.error(std::string(path_), "no-pointer",
                      "Point to something that is to be kept, or leave \"pick\" out.");
    } else if (value.members.size() > kPickPointersMax) {
      problems_.error(std::string(path_), "too-many", "There are at most {} pointers.",
                      {kPickPointersMax});
    } else {
      for (std::size_t i = 0; i < value.members.size(); ++i) {
        check_pointer(value.members[i].value, child_path(path_, i));
      }
      remark_covered();
    }
    return problems_.has_errors() ? Result<Pick>(problems_)
                                  : Result<Pick>(std::move(pick_), problems_);
  }

 private:
  void check_pointer(const json::Value& value, const std::string& path) {
    if (!value.is(json::Kind::text)) {
      problems_.error(path, "wrong-type", "This must be a JSON Pointer in a text, not {}.",
                      {json::described(value.kind)});
      return;
    }
    const std::string_view text = value.text;
    if (text.size() > kPickPointerBytesMax) {
      problems_.error(path, "too-long", "A pointer has at most {} bytes.", {kPickPointerBytesMax});
      return;
    }
    std::optional<Pick::Pointer> pointer = parse_pointer(text);
    if (!pointer) {
      problems_.error(path, "invalid-pointer",
                      "\"{}\" is no JSON Pointer below the body: write /data/attributes/title; '~' "
                      "is written ~0 and '/' within a name ~1.",
                      {excerpt(text)});
    } else if (is_there(pointer->text)) {
      problems_.error(path, "duplicate-pointer", "This pointer is in the list already.");
    } else {
      pick_.pointers.push_back(std::move(*pointer));
    }
  }

  [[nodiscard]] bool is_there(std::string_view text) const {
    return std::any_of(pick_.pointers.begin(), pick_.pointers.end(),
                       [&](const Pick::Pointer& pointer) { return pointer.text == text; });
  }

  /// Only where all are sound, so that places in the list are those of the document.
  void remark_covered() {
    if (problems_.has_errors()) {
      return;
    }
    for (std::size_t i = 0; i < pick_.pointers.size(); ++i) {
      const std::string& below = pick_.pointers[i].text;
      for (const Pick::Pointer& above : pick_.pointers) {
        if (below.size() > above.text.size() && below.rfind(above.text + "/", 0) == 0) {
          problems_.warning(child_path(path_, i), "covered-pointer", "\"{}\" keeps this already.",
                            {excerpt(above.text)});
          break;
        }
      }
    }
  }

  std::string_view path_;
  Problems problems_;
  Pick pick_;
};

using Pointers = std::vector<const Pick::Pointer*>;

/// Whether `token` names the `index`th child of a container, whose name is `name` in an object.
bool matches(std::string_view token, const json::Value& container, std::size_t index,
             std::string_view name) {
  if (container.is(json::Kind::object)) {
    return token == name;
  }
  return token == kEachItem || token == decimal(index);
}

/// `pointers` all lead here, and further. The depth is bounded by the length of the pointers.
// NOLINTNEXTLINE(misc-no-recursion)
json::Value kept(const json::Value& container, const Pointers& pointers, std::size_t depth) {
  json::Value result;
  result.kind = container.kind;
  for (std::size_t i = 0; i < container.members.size(); ++i) {
    const json::Member& member = container.members[i];
    Pointers further;
    bool is_whole = false;
    for (const Pick::Pointer* pointer : pointers) {
      if (matches(pointer->tokens[depth], container, i, member.name)) {
        is_whole = is_whole || pointer->tokens.size() == depth + 1;
        further.push_back(pointer);
      }
    }
    const bool is_container =
        member.value.is(json::Kind::object) || member.value.is(json::Kind::list);
    if (is_whole) {
      result.members.push_back(member);
    } else if (!further.empty() && is_container) {
      result.members.push_back({member.name, kept(member.value, further, depth + 1)});
    }
  }
  return result;
}

}  // namespace

Result<Pick> check_pick(const json::Value& value, std::string_view path) {
  return PickChecker(path).check(value);
}

json::Value picked(const json::Value& body, const Pick& pick) {
  Pointers pointers;
  for (const Pick::Pointer& pointer : pick.pointers) {
    pointers.push_back(&pointer);
  }
  return kept(body, pointers, 0);
}

void write_pick(json::Writer& writer, const Pick& pick) {
  writer.begin_list();
  for (const Pick::Pointer& pointer : pick.pointers) {
    writer.text(pointer.text);
  }
  writer.end_list();
}

}  // namespace hookstorm
