// An address has one text. What an IPv4 address is, it is in its mapped form as well, and what is
// public is allowed to everybody.
#include "core/address/address_class.hpp"
#include "tests/fuzz/property.hpp"

using namespace hookstorm;
using fuzz::require;

namespace {

void check_properties(const IpAddress& address) {
  const Classification classification = classify_address(address);
  require(parse_ip_address(format_ip_address(address)) == address, "the text reads as the address");
  require(!is_public(classification) || is_allowed(classification, PrivateTargets::refused),
          "what is public is allowed");
  require(is_allowed(classification, PrivateTargets::allowed) ||
              !is_allowed(classification, PrivateTargets::refused),
          "who allows private targets allows no less");
  require(!reason_of(classification).empty(), "there is a reason");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  if (const auto address = parse_ip_address(text)) {
    require(format_ip_address(*address) == text, "only the canonical text is read");
    check_properties(*address);
  }
  if (size >= IpAddress::kBytesV6) {
    std::array<std::uint8_t, IpAddress::kBytesV6> bytes{};
    std::copy(data, data + bytes.size(), bytes.begin());
    check_properties(ip_address(bytes));
  }
  if (size >= IpAddress::kBytesV4) {
    std::array<std::uint8_t, IpAddress::kBytesV4> bytes{};
    std::copy(data, data + bytes.size(), bytes.begin());
    const IpAddress plain = ip_address(bytes);
    check_properties(plain);
    std::array<std::uint8_t, IpAddress::kBytesV6> mapped{};
    mapped[10] = mapped[11] = 0xFF;
    std::copy(bytes.begin(), bytes.end(), mapped.begin() + 12);
    const Classification of_mapped = classify_address(ip_address(mapped));
    require(of_mapped.inner == plain && is_public(of_mapped) == is_public(classify_address(plain)),
            "a mapped address is what it stands for");
  }
  return 0;
}
