// A network: the addresses that share the first bits of one, such as `10.0.0.0/8`.
#pragma once

#include <optional>
#include <string_view>

#include "core/address/ip_address.hpp"

namespace hookstorm {

struct Network {
  IpAddress start;
  unsigned length = 0;  ///< In bits: how many of the first ones count.

  /// Whether the address lies in it; one of the other version never does.
  [[nodiscard]] bool contains(const IpAddress& address) const;
};

/// An address in canonical form, a slash, and a length without leading zeros; the bits after the
/// length are 0.
[[nodiscard]] std::optional<Network> parse_network(std::string_view text);

}  // namespace hookstorm
