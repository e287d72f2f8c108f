#include "core/address/special_prefixes.hpp"

#include <array>

namespace hookstorm {
namespace {

constexpr unsigned kBitsOfByte = 8;

constexpr SpecialPrefix v4(std::array<std::uint8_t, IpAddress::kBytesV4> start, unsigned length,
                           AddressClass address_class, std::string_view source) {
  IpAddress address{};
  for (std::size_t i = 0; i < start.size(); ++i) {
    address.bytes[i] = start[i];  // NOLINT: std::array::at is no constant here.
  }
  return {{address, length}, address_class, Inner::none, source};
}

constexpr SpecialPrefix v6(std::array<std::uint16_t, 8> start, unsigned length,
                           AddressClass address_class, std::string_view source,
                           Inner inner = Inner::none) {
  IpAddress address{};
  address.version = IpVersion::v6;
  for (std::size_t i = 0; i < start.size(); ++i) {
    address.bytes[2 * i] = static_cast<std::uint8_t>(start[i] >> kBitsOfByte);  // NOLINT
    address.bytes[2 * i + 1] = static_cast<std::uint8_t>(start[i] & 0xFFU);     // NOLINT
  }
  return {{address, length}, address_class, inner, source};
}

using Class = AddressClass;

constexpr auto kTable = std::to_array<SpecialPrefix>({
    // IANA IPv4 Special-Purpose Address Registry, and what the clouds made of some of it.
    v4({0, 0, 0, 0}, 0, Class::public_address, "RFC 791"),
    v4({0, 0, 0, 0}, 8, Class::reserved, "RFC 791, section 3.2"),
    v4({0, 0, 0, 0}, 32, Class::unspecified, "RFC 1122, section 3.2.1.3"),
    v4({10, 0, 0, 0}, 8, Class::private_use, "RFC 1918"),
    v4({100, 64, 0, 0}, 10, Class::carrier_shared, "RFC 6598"),
    v4({100, 100, 100, 200}, 32, Class::metadata_service, "Alibaba Cloud"),
    v4({127, 0, 0, 0}, 8, Class::loopback, "RFC 1122, section 3.2.1.3"),
    v4({168, 63, 129, 16}, 32, Class::metadata_service, "Azure"),
    v4({169, 254, 0, 0}, 16, Class::link_local, "RFC 3927"),
    v4({169, 254, 169, 254}, 32, Class::metadata_service, "AWS, Google Cloud, Azure and others"),
    v4({169, 254, 170, 2}, 32, Class::metadata_service, "AWS, tasks in containers"),
    v4({169, 254, 170, 23}, 32, Class::metadata_service, "AWS, pods"),
    v4({172, 16, 0, 0}, 12, Class::private_use, "RFC 1918"),
    v4({192, 0, 0, 0}, 24, Class::reserved, "RFC 6890, section 2.1"),
    v4({192, 0, 0, 9}, 32, Class::public_address, "RFC 7723"),
    v4({192, 0, 0, 10}, 32, Class::public_address, "RFC 8155"),
    v4({192, 0, 0, 192}, 32, Class::metadata_service, "Oracle Cloud"),
    v4({192, 0, 2, 0}, 24, Class::documentation, "RFC 5737"),
    v4({192, 88, 99, 0}, 24, Class::reserved, "RFC 7526"),
    v4({192, 168, 0, 0}, 16, Class::private_use, "RFC 1918"),
    v4({198, 18, 0, 0}, 15, Class::benchmarking, "RFC 2544"),
    v4({198, 51, 100, 0}, 24, Class::documentation, "RFC 5737"),
    v4({203, 0, 113, 0}, 24, Class::documentation, "RFC 5737"),
    v4({224, 0, 0, 0}, 4, Class::multicast, "RFC 5771"),
    v4({240, 0, 0, 0}, 4, Class::reserved, "RFC 1112, section 4"),
    v4({255, 255, 255, 255}, 32, Class::broadcast, "RFC 919, section 7"),

    // IANA IPv6 Address Space and Special-Purpose Address Registry. Only 2000::/3 is given out.
    v6({}, 0, Class::reserved, "RFC 4291, section 2.4"),
    v6({}, 128, Class::unspecified, "RFC 4291, section 2.5.2"),
    v6({0, 0, 0, 0, 0, 0, 0, 1}, 128, Class::loopback, "RFC 4291, section 2.5.3"),
    v6({}, 96, Class::ipv4_compatible, "RFC 4291, section 2.5.5.1", Inner::last_32_bits),
    v6({0, 0, 0, 0, 0, 0xFFFF}, 96, Class::ipv4_mapped, "RFC 4291, section 2.5.5.2",
       Inner::last_32_bits),
    v6({0x64, 0xFF9B}, 96, Class::nat64, "RFC 6052", Inner::last_32_bits),
    v6({0x64, 0xFF9B, 1}, 48, Class::nat64_local, "RFC 8215", Inner::last_32_bits),
    v6({0x100}, 64, Class::reserved, "RFC 6666"),
    v6({0x100, 0, 0, 1}, 64, Class::reserved, "RFC 9780"),
    v6({0x2000}, 3, Class::public_address, "RFC 4291, section 2.4"),
    v6({0x2001}, 23, Class::reserved, "RFC 2928"),
    v6({0x2001}, 32, Class::teredo, "RFC 4380", Inner::last_32_bits_inverted),
    v6({0x2001, 1, 0, 0, 0, 0, 0, 1}, 128, Class::public_address, "RFC 7723"),
    v6({0x2001, 1, 0, 0, 0, 0, 0, 2}, 128, Class::public_address, "RFC 8155"),
    v6({0x2001, 1, 0, 0, 0, 0, 0, 3}, 128, Class::public_address, "RFC 9665"),
    v6({0x2001, 2}, 48, Class::benchmarking, "RFC 5180"),
    v6({0x2001, 3}, 32, Class::public_address, "RFC 7450"),
    v6({0x2001, 4, 0x112}, 48, Class::public_address, "RFC 7535"),
    v6({0x2001, 0x20}, 28, Class::public_address, "RFC 7343"),
    v6({0x2001, 0x30}, 28, Class::public_address, "RFC 9374"),
    v6({0x2001, 0xDB8}, 32, Class::documentation, "RFC 3849"),
    v6({0x2002}, 16, Class::six_to_four, "RFC 3056", Inner::bits_16_to_48),
    v6({0x3FFF}, 20, Class::documentation, "RFC 9637"),
    v6({0x5F00}, 16, Class::reserved, "RFC 9602"),
    v6({0xFC00}, 7, Class::unique_local, "RFC 4193"),
    v6({0xFD00, 0xEC2, 0, 0, 0, 0, 0, 0x23}, 128, Class::metadata_service, "AWS, pods"),
    v6({0xFD00, 0xEC2, 0, 0, 0, 0, 0, 0x254}, 128, Class::metadata_service, "AWS"),
    v6({0xFD20, 0xCE, 0, 0, 0, 0, 0, 0x254}, 128, Class::metadata_service, "Google Cloud"),
    v6({0xFE80}, 10, Class::link_local, "RFC 4291, section 2.5.6"),
    v6({0xFEC0}, 10, Class::unique_local, "RFC 3879"),
    v6({0xFF00}, 8, Class::multicast, "RFC 4291, section 2.7"),
});

}  // namespace

std::span<const SpecialPrefix> special_prefixes() {
  return kTable;
}

}  // namespace hookstorm
