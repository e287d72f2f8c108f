#include "core/address/ip_address.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "core/text/decimal.hpp"

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

std::optional<Groups> read_groups(std::string_view text) {
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

std::optional<std::uint8_t> parse_number(std::string_view text) {
  std::uint8_t number = 0;
  const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_canonical = !text.empty() && (text.front() != '0' || text.size() == 1);
  if (!is_canonical || failure != std::errc() || stop != text.data() + text.size()) {
    return std::nullopt;
  }
  return number;
}

std::string format_ipv4(const IpAddress& address) {
  std::string text;
  for (std::size_t i = 0; i < IpAddress::kBytesV4; ++i) {
    text += (i == 0 ? "" : ".") + decimal(address.bytes.at(i));
  }
  return text;
}

}  // namespace

IpAddress ip_address(const std::array<std::uint8_t, IpAddress::kBytesV4>& bytes) {
  IpAddress address{.version = IpVersion::v4};
  std::copy(bytes.begin(), bytes.end(), address.bytes.begin());
  return address;
}

IpAddress ip_address(const std::array<std::uint8_t, IpAddress::kBytesV6>& bytes) {
  return {.version = IpVersion::v6, .bytes = bytes};
}

std::optional<IpAddress> parse_ipv4(std::string_view text) {
  const std::vector<std::string_view> parts = split(text, '.');
  if (parts.size() != IpAddress::kBytesV4) {
    return std::nullopt;
  }
  IpAddress address{.version = IpVersion::v4};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::optional<std::uint8_t> number = parse_number(parts[i]);
    if (!number) {
      return std::nullopt;
    }
    address.bytes.at(i) = *number;
  }
  return address;
}

std::optional<IpAddress> parse_ipv6(std::string_view text) {
  const std::optional<Groups> groups = read_groups(text);
  if (!groups || format_ipv6(*groups) != text) {
    return std::nullopt;
  }
  IpAddress address{.version = IpVersion::v6};
  for (std::size_t i = 0; i < kGroups; ++i) {
    address.bytes.at(2 * i) = static_cast<std::uint8_t>(groups->at(i) >> 8U);
    address.bytes.at(2 * i + 1) = static_cast<std::uint8_t>(groups->at(i) & 0xFFU);
  }
  return address;
}

std::optional<IpAddress> parse_ip_address(std::string_view text) {
  return text.find(':') == std::string_view::npos ? parse_ipv4(text) : parse_ipv6(text);
}

std::string format_ip_address(const IpAddress& address) {
  if (address.version == IpVersion::v4) {
    return format_ipv4(address);
  }
  Groups groups{};
  for (std::size_t i = 0; i < kGroups; ++i) {
    groups.at(i) =
        static_cast<std::uint16_t>(address.bytes.at(2 * i) << 8U | address.bytes.at(2 * i + 1));
  }
  return format_ipv6(groups);
}

}  // namespace hookstorm
