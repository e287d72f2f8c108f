#include "native/sender/address_guard.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include <netinet/in.h>

#include "core/address/address_class.hpp"

namespace hookstorm::native {
namespace {

/// `SocketAddress` is the type that the family of `address` says it is.
template <typename SocketAddress>
SocketAddress copied(const sockaddr& address) {
  SocketAddress copy{};
  std::memcpy(&copy, &address, sizeof(copy));
  return copy;
}

template <std::size_t kSize, typename Bytes>
IpAddress ip_address_of(const Bytes& bytes) {
  static_assert(sizeof(bytes) == kSize);
  std::array<std::uint8_t, kSize> copy{};
  std::memcpy(copy.data(), &bytes, kSize);
  return ip_address(copy);
}

std::optional<IpAddress> ip_address_of(const sockaddr& address) {
  switch (address.sa_family) {
    case AF_INET:
      return ip_address_of<IpAddress::kBytesV4>(copied<sockaddr_in>(address).sin_addr);
    case AF_INET6:
      return ip_address_of<IpAddress::kBytesV6>(copied<sockaddr_in6>(address).sin6_addr);
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<std::string> AddressGuard::refusal(const sockaddr& address) const {
  const std::optional<IpAddress> ip = ip_address_of(address);
  if (!ip) {
    return "The target has no IP address.";
  }
  const Classification classification = classify_address(*ip);
  const bool is_listed = std::any_of(allowed_.begin(), allowed_.end(),
                                     [&](const Network& network) { return network.contains(*ip); });
  if (is_listed || is_allowed(classification, PrivateTargets::refused)) {
    return std::nullopt;
  }
  return "The address " + format_ip_address(*ip) + " " + reason_of(classification) +
         ", where webhooks may not be sent.";
}

std::vector<Network> loopback_networks() {
  return {*parse_network("127.0.0.0/8"), *parse_network("::1/128")};
}

std::vector<Network> all_networks() {
  return {*parse_network("0.0.0.0/0"), *parse_network("::/0")};
}

}  // namespace hookstorm::native
