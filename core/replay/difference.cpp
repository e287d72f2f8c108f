#include "core/replay/difference.hpp"

#include <algorithm>
#include <utility>

#include "core/json/parser.hpp"
#include "core/problem/problem.hpp"
#include "core/text/ascii.hpp"
#include "core/text/excerpt.hpp"

namespace hookstorm {
namespace {

/// Comparisons of members' names, so that no two objects keep it busy for long.
constexpr std::size_t kStepsMax = 1'000'000;

std::string shown(const json::Value& value) {
  return excerpt(json::written(value), kShownBytesMax);
}

std::optional<std::string> shown(const json::Value* value) {
  return value == nullptr ? std::nullopt : std::optional(shown(*value));
}

/// Where the first character begins that is not the same.
std::size_t first_difference(std::string_view was, std::string_view is) {
  auto first = static_cast<std::size_t>(
      std::mismatch(was.begin(), was.end(), is.begin(), is.end()).first - was.begin());
  const auto is_within_character = [&first](std::string_view text) {
    return first < text.size() && (static_cast<unsigned char>(text[first]) & 0xC0U) == 0x80U;
  };
  while (first > 0 && (is_within_character(was) || is_within_character(is))) {
    --first;
  }
  return first;
}

class Comparison {
 public:
  void add(std::string_view part, std::string_view at, std::optional<std::string> was,
           std::optional<std::string> is) {
    if (differences_.list.size() == kDifferencesMax) {
      differences_.has_more = true;
      return;
    }
    differences_.list.push_back({part, excerpt(at, kPlaceBytesMax), std::move(was), std::move(is)});
  }

  void compare_text(std::string_view part, std::string_view at, std::string_view was,
                    std::string_view is) {
    if (was != is) {
      add(part, at, excerpt(was, kShownBytesMax), excerpt(is, kShownBytesMax));
    }
  }

  void compare_headers(const std::vector<Header>& was, const std::vector<Header>& is) {
    const std::size_t before = differences_.list.size();
    for (const Header& header : was) {
      const Header* other = named(is, header.name);
      if (other == nullptr) {
        add("header", header.name, excerpt(header.value, kShownBytesMax), std::nullopt);
      } else {
        compare_text("header", header.name, header.value, other->value);
      }
    }
    for (const Header& header : is) {
      if (named(was, header.name) == nullptr) {
        add("header", header.name, std::nullopt, excerpt(header.value, kShownBytesMax));
      }
    }
    if (differences_.list.size() == before) {
      compare_text("header-order", "", names_of(was), names_of(is));
    }
  }

  void compare_bodies(std::string_view was, std::string_view is) {
    if (was == is) {
      return;
    }
    const std::size_t before = differences_.list.size();
    const Result<json::Value> was_read = json::parse(was);
    const Result<json::Value> is_read = json::parse(is);
    if (was_read.ok() && is_read.ok()) {
      compare_values("", was_read.value(), is_read.value());
    }
    if (differences_.list.size() == before && !differences_.has_more) {
      const std::size_t first = first_difference(was, is);
      add("body", "", excerpt(was.substr(first), kShownBytesMax),
          excerpt(is.substr(first), kShownBytesMax));
    }
  }

  Differences take() { return std::move(differences_); }

 private:
  static const Header* named(const std::vector<Header>& headers, std::string_view name) {
    for (const Header& header : headers) {
      if (ascii::to_lower(header.name) == ascii::to_lower(name)) {
        return &header;
      }
    }
    return nullptr;
  }

  static std::string names_of(const std::vector<Header>& headers) {
    std::string names;
    for (const Header& header : headers) {
      names.append(names.empty() ? "" : ", ").append(header.name);
    }
    return names;
  }

  /// As deep as `json::kDepthMax`.
  // NOLINTNEXTLINE(misc-no-recursion)
  void compare_values(const std::string& at, const json::Value& was, const json::Value& is) {
    if (differences_.has_more) {
      return;
    }
    const bool is_same_kind = was.kind == is.kind;
    if (is_same_kind && was.is(json::Kind::list)) {
      compare_items(at, was.members, is.members);
    } else if (is_same_kind && was.is(json::Kind::object)) {
      compare_members(at, was.members, is.members);
    } else if (!is_same_kind || was.text != is.text || was.truth != is.truth) {
      add("body", at, shown(was), shown(is));
    }
  }

  // NOLINTNEXTLINE(misc-no-recursion)
  void compare_items(const std::string& at, const std::vector<json::Member>& was,
                     const std::vector<json::Member>& is) {
    for (std::size_t i = 0; i < std::max(was.size(), is.size()); ++i) {
      const json::Value* before = i < was.size() ? &was[i].value : nullptr;
      const json::Value* after = i < is.size() ? &is[i].value : nullptr;
      compare_places(child_path(at, i), before, after);
    }
  }

  // NOLINTNEXTLINE(misc-no-recursion)
  void compare_members(const std::string& at, const std::vector<json::Member>& was,
                       const std::vector<json::Member>& is) {
    std::size_t next = 0;
    for (const json::Member& member : was) {
      compare_places(child_path(at, member.name), &member.value, find(is, member.name, next));
    }
    next = 0;
    for (const json::Member& member : is) {
      if (find(was, member.name, next) == nullptr) {
        compare_places(child_path(at, member.name), nullptr, &member.value);
      }
    }
  }

  // NOLINTNEXTLINE(misc-no-recursion)
  void compare_places(const std::string& at, const json::Value* was, const json::Value* is) {
    if (was != nullptr && is != nullptr) {
      compare_values(at, *was, *is);
    } else {
      add("body", at, shown(was), shown(is));
    }
  }

  /// The member called `name`, looked for from `next` on, where it stands in objects of one make.
  const json::Value* find(const std::vector<json::Member>& members, std::string_view name,
                          std::size_t& next) {
    for (std::size_t tried = 0; tried < members.size(); ++tried) {
      if (++steps_ > kStepsMax) {
        differences_.has_more = true;
        return nullptr;
      }
      const json::Member& member = members[next];
      next = next + 1 == members.size() ? 0 : next + 1;
      if (member.name == name) {
        return &member.value;
      }
    }
    return nullptr;
  }

  Differences differences_;
  std::size_t steps_ = 0;
};

void write_shown(json::Writer& writer, std::string_view name,
                 const std::optional<std::string>& value) {
  writer.name(name);
  value ? writer.text(*value) : writer.null();
}

}  // namespace

Differences differences_between(const Request& was, const Request& is) {
  Comparison comparison;
  comparison.compare_text("method", "", was.method, is.method);
  comparison.compare_text("url", "", was.url, is.url);
  comparison.compare_headers(was.headers, is.headers);
  comparison.compare_bodies(was.body, is.body);
  return comparison.take();
}

void write_differences(json::Writer& writer, const Differences& differences) {
  writer.begin_list();
  for (const Difference& difference : differences.list) {
    writer.begin_object().name("part").text(difference.part);
    writer.name("at").text(difference.at);
    write_shown(writer, "was", difference.was);
    write_shown(writer, "now", difference.now);
    writer.end_object();
  }
  writer.end_list();
}

}  // namespace hookstorm
