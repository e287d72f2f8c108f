// What an IP address is for, and whether a webhook may be sent there: the guard against requests
// that a configuration sends into the dispatcher's own network.
// Easy to get wrong: an IPv6 address may hold an IPv4 address, to which it leads; that one counts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/address/ip_address.hpp"

namespace hookstorm {

enum class AddressClass : std::uint8_t {
  public_address,
  loopback,
  private_use,
  unique_local,
  link_local,
  carrier_shared,    ///< Between a provider and its customers (carrier-grade NAT).
  metadata_service,  ///< Where clouds hand credentials to their machines.
  multicast,
  broadcast,
  unspecified,
  documentation,
  benchmarking,
  reserved,
  ipv4_mapped,
  ipv4_compatible,
  nat64,
  nat64_local,
  six_to_four,
  teredo,
};

/// `public`, `private`, `ipv4-mapped`, …: stable.
[[nodiscard]] std::string_view name_of(AddressClass address_class);

struct Classification {
  AddressClass address_class = AddressClass::reserved;
  std::string_view source;         ///< The document that says so, such as `RFC 1918`.
  std::optional<IpAddress> inner;  ///< The IPv4 address within, for mappings and tunnels.

  /// The class that counts: that of `inner` where there is one.
  AddressClass reached = AddressClass::reserved;
};

[[nodiscard]] Classification classify_address(const IpAddress& address);

/// Whether targets may lie in the network around the dispatcher. Multicast, broadcast, unspecified
/// addresses and metadata services are refused either way, unless nothing is to be asked.
enum class PrivateTargets : std::uint8_t { refused, allowed, unchecked };

/// Whether the address, looking through, is one of the open Internet. Local prefixes of NAT64,
/// Teredo and IPv4-compatible addresses never are.
[[nodiscard]] bool is_public(const Classification& classification);

[[nodiscard]] bool is_allowed(const Classification& classification, PrivateTargets private_targets);

/// Why the address is not public, as the end of a sentence that begins with it: "is in a private
/// network (RFC 1918)".
[[nodiscard]] std::string reason_of(const Classification& classification);

}  // namespace hookstorm
