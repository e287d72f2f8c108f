#include "core/json/parser.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/text/excerpt.hpp"

namespace hookstorm::json {
namespace {

std::string position(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0: the first line.
  return "line " + std::to_string(lines + 1) + ", column " +
         std::to_string(before.size() - line_start + 1);
}

/// Receives the tokens of nlohmann's parser, which checks grammar and UTF-8, and grows the tree.
class TreeBuilder : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit TreeBuilder(std::string_view text) : text_(text) {}

  bool null() override { return put({}); }
  bool boolean(bool truth) override { return put({.kind = Kind::boolean, .truth = truth}); }
  bool number_integer(number_integer_t number) override {
    return put({.kind = Kind::number, .text = std::to_string(number)});
  }
  bool number_unsigned(number_unsigned_t number) override {
    return put({.kind = Kind::number, .text = std::to_string(number)});
  }
  bool number_float(number_float_t, const string_t& literal) override {
    return put({.kind = Kind::number, .text = literal});
  }
  bool string(string_t& characters) override {
    return put({.kind = Kind::text, .text = std::move(characters)});
  }
  bool binary(binary_t&) override { return false; }  // Never called for JSON text.
  bool start_object(std::size_t) override { return open(Kind::object); }
  bool start_array(std::size_t) override { return open(Kind::list); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    Level& level = levels_.back();
    if (!level.names.insert(name).second) {
      problems_.error(
          child_path(path(), name), "duplicate-name",
          "The name \"" + excerpt(name) + "\" stands twice in this object; keep one of them.");
      return false;
    }
    level.name = std::move(name);
    return true;
  }

  bool parse_error(std::size_t offset, const std::string&,
                   const nlohmann::json::exception&) override {
    if (complete_) {
      problems_.error(
          "", "trailing-data",
          "Something follows the JSON document at " + position(text_, offset - 1) + "; remove it.");
    } else {
      problems_.error(
          "", "invalid-json",
          "This is not JSON: it cannot be read on at " + position(text_, offset - 1) + ".");
    }
    return false;
  }

  [[nodiscard]] Value& root() { return root_; }
  [[nodiscard]] Problems& problems() { return problems_; }

 private:
  /// A list or object that is still open, and where in it we are.
  struct Level {
    Value value;
    std::string name;
    std::unordered_set<std::string> names;
  };

  bool put(Value value) {
    if (levels_.empty()) {
      root_ = std::move(value);
      complete_ = true;
    } else {
      Level& level = levels_.back();
      level.value.members.push_back({std::exchange(level.name, {}), std::move(value)});
    }
    return true;
  }

  bool open(Kind kind) {
    if (levels_.size() == kDepthMax) {
      problems_.error(
          path(), "too-deep",
          "Lists and objects are nested more than " + std::to_string(kDepthMax) + " levels deep.");
      return false;
    }
    levels_.push_back({.value = {.kind = kind}, .name = {}, .names = {}});
    return true;
  }

  bool close() {
    Value value = std::move(levels_.back().value);
    levels_.pop_back();
    return put(std::move(value));
  }

  [[nodiscard]] std::string path() const {
    std::string pointer;
    for (const Level& level : levels_) {
      if (level.value.kind == Kind::list) {
        pointer = child_path(pointer, level.value.members.size());
      } else if (&level != &levels_.back() || !level.name.empty()) {
        pointer = child_path(pointer, level.name);
      }
    }
    return pointer;
  }

  std::string_view text_;
  std::vector<Level> levels_;
  Value root_;
  bool complete_ = false;
  Problems problems_;
};

}  // namespace

Result<Value> parse(std::string_view text) {
  Problems problems;
  if (text.size() > kDocumentBytesMax) {
    problems.error("", "too-large",
                   "The document has " + std::to_string(text.size()) + " bytes; at most " +
                       std::to_string(kDocumentBytesMax) + " are read.");
    return Result<Value>(std::move(problems));
  }
  TreeBuilder builder(text);
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) {
    return Result<Value>(std::move(builder.problems()));
  }
  return Result<Value>(std::move(builder.root()));
}

}  // namespace hookstorm::json
