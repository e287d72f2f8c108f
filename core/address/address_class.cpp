#include "core/address/address_class.hpp"

#include <array>
#include <cstddef>

#include "core/address/special_prefixes.hpp"
#include "core/text/sentence.hpp"

namespace hookstorm {
namespace {

struct ClassFacts {
  AddressClass address_class;
  std::string_view name;
  std::string_view reason;
};

/// The index is the enum's value.
constexpr auto kFacts = std::to_array<ClassFacts>({
    {AddressClass::public_address, "public", "is public"},
    {AddressClass::loopback, "loopback", "is the sending machine itself"},
    {AddressClass::private_use, "private", "is in a private network"},
    {AddressClass::unique_local, "unique-local", "is in a private network"},
    {AddressClass::link_local, "link-local", "is on the sending machine's own network link"},
    {AddressClass::carrier_shared, "carrier-shared", "is between a provider and its customers"},
    {AddressClass::metadata_service, "metadata-service", "is a cloud's metadata service"},
    {AddressClass::multicast, "multicast", "is for multicast"},
    {AddressClass::broadcast, "broadcast", "is for broadcast"},
    {AddressClass::unspecified, "unspecified", "names no machine"},
    {AddressClass::documentation, "documentation", "is for examples only"},
    {AddressClass::benchmarking, "benchmarking", "is for measuring networks"},
    {AddressClass::reserved, "reserved", "is reserved"},
    {AddressClass::ipv4_mapped, "ipv4-mapped", "stands for an IPv4 address"},
    {AddressClass::ipv4_compatible, "ipv4-compatible", "has a form that is given up"},
    {AddressClass::nat64, "nat64", "is translated to an IPv4 address"},
    {AddressClass::nat64_local, "nat64-local", "is translated to IPv4 by a local rule"},
    {AddressClass::six_to_four, "6to4", "is a tunnel to an IPv4 address"},
    {AddressClass::teredo, "teredo", "is a tunnel behind an IPv4 address"},
});

const ClassFacts& facts(AddressClass address_class) {
  return kFacts.at(static_cast<std::size_t>(address_class));
}

/// One always does: there is a row for all addresses of each version.
const SpecialPrefix& longest_match(const IpAddress& address) {
  const SpecialPrefix* longest = &special_prefixes().front();
  for (const SpecialPrefix& prefix : special_prefixes()) {
    if (prefix.network.contains(address) && prefix.network.length >= longest->network.length) {
      longest = &prefix;
    }
  }
  return *longest;
}

std::optional<IpAddress> inner_of(const IpAddress& address, Inner inner) {
  if (inner == Inner::none) {
    return std::nullopt;
  }
  const std::size_t start =
      inner == Inner::bits_16_to_48 ? 2 : IpAddress::kBytesV6 - IpAddress::kBytesV4;
  IpAddress within{};
  for (std::size_t i = 0; i < IpAddress::kBytesV4; ++i) {
    const std::uint8_t byte = address.bytes.at(start + i);
    within.bytes.at(i) =
        inner == Inner::last_32_bits_inverted ? static_cast<std::uint8_t>(~byte) : byte;
  }
  return within;
}

/// Forms that lead to what they hold, as far as anybody outside can tell.
bool is_transparent(AddressClass address_class) {
  return address_class == AddressClass::ipv4_mapped || address_class == AddressClass::nat64 ||
         address_class == AddressClass::six_to_four;
}

}  // namespace

std::string_view name_of(AddressClass address_class) {
  return facts(address_class).name;
}

Classification classify_address(const IpAddress& address) {
  const SpecialPrefix& prefix = longest_match(address);
  Classification classification{.address_class = prefix.address_class,
                                .source = prefix.source,
                                .inner = inner_of(address, prefix.inner),
                                .reached = prefix.address_class};
  if (classification.inner) {
    classification.reached = longest_match(*classification.inner).address_class;
  }
  return classification;
}

bool is_public(const Classification& classification) {
  return classification.reached == AddressClass::public_address &&
         (!classification.inner || is_transparent(classification.address_class));
}

bool is_allowed(const Classification& classification, PrivateTargets private_targets) {
  if (private_targets == PrivateTargets::unchecked) {
    return true;
  }
  switch (classification.reached) {
    case AddressClass::metadata_service:
    case AddressClass::multicast:
    case AddressClass::broadcast:
    case AddressClass::unspecified:
      return false;
    default:
      return private_targets == PrivateTargets::allowed || is_public(classification);
  }
}

std::string reason_of(const Classification& classification) {
  std::string reason(facts(classification.address_class).reason);
  reason += sentence(" ({})", {classification.source});
  if (classification.inner && classification.reached != AddressClass::public_address) {
    reason += sentence(" and leads to {}, which {}", {format_ip_address(*classification.inner),
                                                      facts(classification.reached).reason});
  }
  return reason;
}

}  // namespace hookstorm
