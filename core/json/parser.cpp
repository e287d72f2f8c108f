#include "core/json/parser.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/json/cursor.hpp"
#include "core/json/tokens.hpp"
#include "core/text/excerpt.hpp"

namespace hookstorm::json {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kOpenMembersExpected = 48;

std::string position(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0: the first line.
  return sentence("line {}, column {}", {lines + 1, before.size() - line_start + 1});
}

/// The names of one object. Few are compared one by one, and most of these comparisons are saved
/// by marks of the names' lengths and ends; many are kept in order, so that no choice of names
/// makes an object slow.
class Names {
 public:
  /// The object's members are those of `open` from `first` on.
  Names(const std::vector<Member>& open, std::size_t first)
      : open_(open), first_(first), ordered_(Before{&open}) {}

  /// Takes in the last member's name; false where it was there before.
  bool add_last() {
    const std::size_t last = open_.size() - 1;
    if (last - first_ >= kComparedMax) {
      for (std::size_t i = first_ + ordered_.size(); i < last; ++i) {
        ordered_.insert(i);
      }
      return ordered_.insert(last).second;
    }
    const std::string& name = open_[last].name;
    const std::uint64_t mark = mark_of(name);
    if ((std::exchange(marks_, marks_ | mark) & mark) == 0) {
      return true;
    }
    return std::none_of(at(first_), at(last),
                        [&name](const Member& member) { return member.name == name; });
  }

 private:
  static constexpr std::size_t kComparedMax = 32;

  struct Before {
    const std::vector<Member>* open;
    bool operator()(std::size_t a, std::size_t b) const {
      return (*open)[a].name < (*open)[b].name;
    }
  };

  static std::uint64_t mark_of(std::string_view name) {
    const unsigned ends = name.empty() ? 0
                                       : static_cast<unsigned>(name.front()) * 5U +
                                             static_cast<unsigned>(name.back()) * 3U;
    return std::uint64_t{1} << ((ends + name.size()) % 64);
  }

  [[nodiscard]] std::vector<Member>::const_iterator at(std::size_t index) const {
    return open_.begin() + static_cast<std::ptrdiff_t>(index);
  }

  const std::vector<Member>& open_;
  std::size_t first_;
  std::uint64_t marks_ = 0;
  std::set<std::size_t, Before> ordered_;
};

/// Reads by recursive descent, as deep as `kDepthMax`. The members of all lists and objects that
/// are still open lie in one stack, whose last element is the value being read; what closes moves
/// them into a list of just their number.
class Parser {
 public:
  explicit Parser(std::string_view text) : cursor_{.text = text} {
    open_.reserve(kOpenMembersExpected);
    open_.emplace_back();
  }

  Result<Value> document() {
    if (cursor_.text.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
      cursor_.at = kByteOrderMark.size();
    }
    skip_space();
    if (!read_value()) {
      if (problems_.empty()) {
        problems_.error("", "invalid-json", "This is not JSON: it cannot be read on at {}.",
                        {position(cursor_.text, cursor_.at)});
      }
      return Result<Value>(problems_);
    }
    skip_space();
    if (!cursor_.at_end()) {
      problems_.error("", "trailing-data", "Something follows the JSON document at {}; remove it.",
                      {position(cursor_.text, cursor_.at)});
      return Result<Value>(problems_);
    }
    return Result<Value>(std::move(open_.front().value));
  }

 private:
  void skip_space() {
    for (char c = cursor_.peek(); c == ' ' || c == '\n' || c == '\r' || c == '\t';
         c = cursor_.peek()) {
      ++cursor_.at;
    }
  }

  bool read_value() {
    Value& value = open_.back().value;
    switch (cursor_.peek()) {
      case '{':
        return open_level() && read_object();
      case '[':
        return open_level() && read_list();
      case '"':
        ++cursor_.at;
        value.kind = Kind::text;
        return read_characters(cursor_, value.text);
      case 't':
        value.truth = true;
        value.kind = Kind::boolean;
        return skip_word("true");
      case 'f':
        value.kind = Kind::boolean;
        return skip_word("false");
      case 'n':
        return skip_word("null");
      default:
        return read_number(value);
    }
  }

  bool skip_word(std::string_view word) {
    return std::all_of(word.begin(), word.end(), [this](char c) { return cursor_.take(c); });
  }

  bool read_number(Value& value) {
    const std::size_t start = cursor_.at;
    if (!skip_number(cursor_)) {
      return false;
    }
    value.kind = Kind::number;
    value.text.assign(cursor_.text.data() + start, cursor_.at - start);
    return true;
  }

  bool open_level() {
    if (depth_ == kDepthMax) {
      problems_.error(path(), "too-deep", "Lists and objects are nested more than {} levels deep.",
                      {kDepthMax});
      return false;
    }
    ++cursor_.at;
    firsts_[depth_] = open_.size();
    ++depth_;
    skip_space();
    return true;
  }

  void close_level(Kind kind) {
    --depth_;
    const auto first = open_.begin() + static_cast<std::ptrdiff_t>(firsts_[depth_]);
    std::vector<Member> members(std::make_move_iterator(first),
                                std::make_move_iterator(open_.end()));
    open_.erase(first, open_.end());
    open_.back().value.kind = kind;
    open_.back().value.members = std::move(members);
  }

  bool read_list() {
    open_.back().value.kind = Kind::list;
    if (!cursor_.take(']')) {
      do {
        skip_space();
        open_.emplace_back();
        if (!read_value()) {
          return false;
        }
        skip_space();
      } while (cursor_.take(','));
      if (!cursor_.take(']')) {
        return false;
      }
    }
    close_level(Kind::list);
    return true;
  }

  bool read_object() {
    open_.back().value.kind = Kind::object;
    if (!cursor_.take('}')) {
      Names names(open_, open_.size());
      do {
        skip_space();
        if (!read_member(names)) {
          return false;
        }
        skip_space();
      } while (cursor_.take(','));
      if (!cursor_.take('}')) {
        return false;
      }
    }
    close_level(Kind::object);
    return true;
  }

  bool read_member(Names& names) {
    if (!cursor_.take('"')) {
      return false;
    }
    std::string& name = open_.emplace_back().name;
    if (!read_characters(cursor_, name)) {
      return false;
    }
    if (!names.add_last()) {
      problems_.error(path(), "duplicate-name",
                      "The name \"{}\" stands twice in this object; keep one of them.",
                      {excerpt(name)});
      return false;
    }
    skip_space();
    if (!cursor_.take(':')) {
      return false;
    }
    skip_space();
    return read_value();
  }

  /// Of the value being read.
  [[nodiscard]] std::string path() const {
    std::string pointer;
    for (std::size_t level = 0; level < depth_; ++level) {
      const std::size_t first = firsts_[level];
      const std::size_t end = level + 1 < depth_ ? firsts_[level + 1] : open_.size();
      const bool is_list = open_[first - 1].value.is(Kind::list);
      pointer =
          is_list ? child_path(pointer, end - first - 1) : child_path(pointer, open_[end - 1].name);
    }
    return pointer;
  }

  Cursor cursor_;
  std::vector<Member> open_;
  std::array<std::size_t, kDepthMax> firsts_{};  ///< Where each open level's members begin.
  std::size_t depth_ = 0;
  Problems problems_;
};

}  // namespace

Result<Value> parse(std::string_view text, std::size_t bytes_max) {
  if (text.size() > bytes_max) {
    Problems problems;
    problems.error("", "too-large", "The document has {} bytes; at most {} are read.",
                   {text.size(), bytes_max});
    return Result<Value>(problems);
  }
  return Parser(text).document();
}

}  // namespace hookstorm::json
