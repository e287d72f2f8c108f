// Inputs of every kind that the core reads, some sound, some slightly wrong, some noise.
#pragma once

#include <string>

#include "tests/inputs/random.hpp"

namespace hookstorm::test {

/// Any bytes, at most `size_max`; rarely well-formed UTF-8.
[[nodiscard]] std::string some_bytes(Random& random, std::size_t size_max);
/// Characters of one to four bytes, NUL and controls among them.
[[nodiscard]] std::string some_text(Random& random);
/// A text in one of the forms that the core knows: a moment, UUID, secret, base64, escape, id.
[[nodiscard]] std::string some_form(Random& random);
/// What a receiver may put into Retry-After: seconds, a date in one of its forms, or neither.
[[nodiscard]] std::string some_retry_after(Random& random);
[[nodiscard]] std::string some_address(Random& random);
[[nodiscard]] std::string some_url(Random& random);
/// A JSON value, now and then with something that JSON forbids.
[[nodiscard]] std::string some_json(Random& random, std::size_t depth = 4);

}  // namespace hookstorm::test
