#include "core/webhook/ip_literal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/text/ascii.hpp"

namespace hookstorm {
namespace {

constexpr std::size_t kGroups = 8;
using Groups = std::array<std::uint16_t, kGroups>;

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) {
      return parts;
    }
    text.remove_prefix(end + 1);
  }
}

std::optional<std::vector<std::uint16_t>> parse_groups(std::string_view text) {
  std::vector<std::uint16_t> groups;
  if (text.empty()) {
    return groups;
  }
  for (const std::string_view part : split(text, ':')) {
    std::uint16_t group = 0;
    const auto [stop, failure] = std::from_chars(part.data(), part.data() + part.size(), group, 16);
    if (part.empty() || part.size() > 4 || failure != std::errc() ||
        stop != part.data() + part.size()) {
      return std::nullopt;
    }
    groups.push_back(group);
  }
  return groups;
}

std::optional<Groups> parse_ipv6(std::string_view text) {
  const std::size_t gap = text.find("::");
  const auto head = parse_groups(text.substr(0, gap));
  const auto tail =
      parse_groups(gap == std::string_view::npos ? std::string_view{} : text.substr(gap + 2));
  if (!head || !tail || head->size() + tail->size() > kGroups ||
      (gap == std::string_view::npos && head->size() != kGroups)) {
    return std::nullopt;
  }
  Groups groups{};
  std::copy(head->begin(), head->end(), groups.begin());
  std::copy(tail->rbegin(), tail->rend(), groups.rbegin());
  return groups;
}

std::string group_text(std::uint16_t group) {
  std::array<char, 4> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), group, 16).ptr;
  return {digits.data(), end};
}

/// RFC 5952, section 4.
std::string format_ipv6(const Groups& groups) {
  std::size_t gap_start = kGroups;
  std::size_t gap_size = 1;  // A single zero group is not shortened.
  for (std::size_t start = 0; start < kGroups; ++start) {
    std::size_t size = 0;
    while (start + size < kGroups && groups.at(start + size) == 0) {
      ++size;
    }
    if (size > gap_size) {
      gap_start = start;
      gap_size = size;
    }
  }
  std::string text;
  for (std::size_t i = 0; i < kGroups; ++i) {
    if (i == gap_start) {
      text += "::";
      i += gap_size - 1;
      continue;
    }
    if (!text.empty() && text.back() != ':') {
      text += ':';
    }
    text += group_text(groups.at(i));
  }
  return text;
}

}  // namespace

bool is_canonical_ipv4(std::string_view text) {
  const std::vector<std::string_view> parts = split(text, '.');
  return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           const bool is_short =
               !part.empty() && part.size() <= 3 && (part[0] != '0' || part.size() == 1);
           return is_short && std::all_of(part.begin(), part.end(), ascii::is_digit) &&
                  (part.size() < 3 || part <= "255");
         });
}

bool is_canonical_ipv6(std::string_view text) {
  const std::optional<Groups> groups = parse_ipv6(text);
  return groups && format_ipv6(*groups) == text;
}

}  // namespace hookstorm
