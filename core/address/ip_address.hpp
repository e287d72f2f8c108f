// IP addresses, as bytes and as text. Text is read in canonical form only, so that nothing is
// hidden in octal, hexadecimal or shortened spellings.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hookstorm {

enum class IpVersion : std::uint8_t { v4, v6 };

struct IpAddress {
  static constexpr std::size_t kBytesV4 = 4;
  static constexpr std::size_t kBytesV6 = 16;

  IpVersion version = IpVersion::v4;
  std::array<std::uint8_t, kBytesV6> bytes{};  ///< In network order; the first four for v4.

  [[nodiscard]] bool operator==(const IpAddress& other) const = default;
};

/// The address in the bytes that a socket address holds.
[[nodiscard]] IpAddress ip_address(const std::array<std::uint8_t, IpAddress::kBytesV4>& bytes);
[[nodiscard]] IpAddress ip_address(const std::array<std::uint8_t, IpAddress::kBytesV6>& bytes);

/// Four decimal numbers from 0 to 255 without leading zeros.
[[nodiscard]] std::optional<IpAddress> parse_ipv4(std::string_view text);

/// The form of RFC 5952, without brackets: lower case, no leading zeros, the longest run of zero
/// groups (of at least two, the first of equals) as "::", no embedded IPv4 notation, no zone.
[[nodiscard]] std::optional<IpAddress> parse_ipv6(std::string_view text);

/// Either of the two.
[[nodiscard]] std::optional<IpAddress> parse_ip_address(std::string_view text);

/// The one text that `parse_ip_address` reads as `address`.
[[nodiscard]] std::string format_ip_address(const IpAddress& address);

}  // namespace hookstorm
