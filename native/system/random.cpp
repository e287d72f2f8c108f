#include "native/system/random.hpp"

#include <stdexcept>

#include <openssl/rand.h>

namespace hookstorm::native {

RandomBytes system_random() {
  return [](std::span<std::uint8_t> bytes) {
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
      throw std::runtime_error("The machine gives no random numbers.");
    }
  };
}

std::uint32_t random_number(const RandomBytes& random) {
  std::uint32_t number = 0;
  for (const std::uint8_t byte : random_array<sizeof(number)>(random)) {
    number = (number << 8U) | byte;
  }
  return number;
}

}  // namespace hookstorm::native
