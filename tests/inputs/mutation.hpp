// Small changes to sound inputs: what nearly is right finds more than noise.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/inputs/random.hpp"

namespace hookstorm::test {

/// One to three bytes changed, put in or taken out.
[[nodiscard]] std::string with_bytes_changed(Random& random, std::string text);

/// A JSON text cut into its tokens, without the whitespace between them.
[[nodiscard]] std::vector<std::string> tokens_of(std::string_view json);

/// The tokens with up to three changed: mostly a scalar for another value, so that most documents
/// stay well-formed.
[[nodiscard]] std::string with_tokens_changed(Random& random, std::vector<std::string> tokens);

}  // namespace hookstorm::test
