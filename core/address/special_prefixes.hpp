// The table of address prefixes that are not simply public: the IANA special-purpose registries,
// what the address architecture reserves, and where clouds keep their metadata.
// A prefix within another has a row of its own; the longest that matches counts.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/address/address_class.hpp"
#include "core/address/network.hpp"

namespace hookstorm {

/// Where an address holds another one, to which it leads.
enum class Inner : std::uint8_t {
  none,
  last_32_bits,           ///< An IPv4 address at the end.
  bits_16_to_48,          ///< As in 6to4 (RFC 3056).
  last_32_bits_inverted,  ///< As in Teredo (RFC 4380, section 4).
};

struct SpecialPrefix {
  Network network;
  AddressClass address_class;
  Inner inner;
  std::string_view source;  ///< The document that says so.
};

/// In no order; IPv6 begins with `::/0`, IPv4 with `0.0.0.0/0`.
[[nodiscard]] std::span<const SpecialPrefix> special_prefixes();

}  // namespace hookstorm
