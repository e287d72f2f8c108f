#include "core/request/message_id.hpp"

#include <algorithm>

#include "core/text/ascii.hpp"

namespace hookstorm {

std::string message_id(EpochMilliseconds accepted_at, std::array<std::uint8_t, 10> random) {
  static constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  constexpr unsigned kTimeDigits = 10;
  std::string id = "msg_";
  const auto time = static_cast<std::uint64_t>(accepted_at);
  for (unsigned digit = 0; digit < kTimeDigits; ++digit) {
    id += kDigits[(time >> (5 * (kTimeDigits - 1 - digit))) & 0x1FU];
  }
  std::uint32_t bits = 0;
  unsigned bit_count = 0;
  for (const std::uint8_t byte : random) {
    bits = (bits << 8U) | byte;
    bit_count += 8;
    while (bit_count >= 5) {
      bit_count -= 5;
      id += kDigits[(bits >> bit_count) & 0x1FU];
    }
  }
  return id;
}

bool is_message_id(std::string_view text) {
  constexpr std::size_t kBytesMax = 64;
  return !text.empty() && text.size() <= kBytesMax &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return ascii::is_letter_or_digit(c) || c == '_' || c == '-'; });
}

}  // namespace hookstorm
