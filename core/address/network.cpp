#include "core/address/network.hpp"

#include <charconv>
#include <cstddef>

namespace hookstorm {
namespace {

constexpr unsigned kBitsOfByte = 8;

bool bit_of(const IpAddress& address, unsigned number) {
  const unsigned byte = address.bytes.at(number / kBitsOfByte);
  return ((byte >> (kBitsOfByte - 1 - number % kBitsOfByte)) & 1U) != 0;
}

unsigned bits_of(IpVersion version) {
  return kBitsOfByte * static_cast<unsigned>(version == IpVersion::v4 ? IpAddress::kBytesV4
                                                                      : IpAddress::kBytesV6);
}

std::optional<unsigned> length_of(std::string_view digits) {
  unsigned length = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  const bool has_leading_zero = digits.size() > 1 && digits.front() == '0';
  if (error != std::errc() || end != digits.data() + digits.size() || has_leading_zero) {
    return std::nullopt;
  }
  return length;
}

}  // namespace

bool Network::contains(const IpAddress& address) const {
  if (address.version != start.version) {
    return false;
  }
  const std::size_t whole = length / kBitsOfByte;
  for (std::size_t i = 0; i < whole; ++i) {
    if (address.bytes.at(i) != start.bytes.at(i)) {
      return false;
    }
  }
  const unsigned shift = kBitsOfByte - length % kBitsOfByte;
  return shift == kBitsOfByte || address.bytes.at(whole) >> shift == start.bytes.at(whole) >> shift;
}

std::optional<Network> parse_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) {
    return std::nullopt;
  }
  const std::optional<IpAddress> start = parse_ip_address(text.substr(0, slash));
  const std::optional<unsigned> length = length_of(text.substr(slash + 1));
  if (!start || !length || *length > bits_of(start->version)) {
    return std::nullopt;
  }
  for (unsigned bit = *length; bit < bits_of(start->version); ++bit) {
    if (bit_of(*start, bit)) {
      return std::nullopt;
    }
  }
  return Network{.start = *start, .length = *length};
}

}  // namespace hookstorm
