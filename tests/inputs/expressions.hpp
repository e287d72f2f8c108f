// JSON-e over an occurrence's records: filters and templates, mostly well-formed, and often of
// types that fit together.
#pragma once

#include <cstddef>
#include <string>

#include "tests/inputs/random.hpp"

namespace hookstorm::test {

/// Mostly one that gives true or false.
[[nodiscard]] std::string some_filter(Random& random, std::size_t depth = 3);

/// One of any type.
[[nodiscard]] std::string some_expression(Random& random, std::size_t depth = 3);

/// A template as JSON text.
[[nodiscard]] std::string some_template(Random& random, std::size_t depth = 3);

/// A list of JSON Pointers into a body, as JSON text.
[[nodiscard]] std::string some_pick(Random& random);

}  // namespace hookstorm::test
