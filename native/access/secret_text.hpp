// Secrets that let somebody in: tokens, what a session's cookie holds, and codes of sign-in links.
// They are long enough that nobody guesses one, so that a plain hash is all that is kept of them,
// and looking one up by its hash tells nothing by the time that it takes.
#pragma once

#include <string>
#include <string_view>

#include "native/system/random.hpp"

namespace hookstorm::native {

/// 32 random bytes in Base64 for URLs, 43 characters.
[[nodiscard]] std::string new_secret_text(const RandomBytes& random);

/// The same after `hs_`, by which people and scanners know it.
[[nodiscard]] std::string new_token_text(const RandomBytes& random);

/// `tok_` and 16 random bytes as hexadecimal digits: names a token, and is no secret.
[[nodiscard]] std::string new_token_id(const RandomBytes& random);

/// What is kept of a secret: 32 bytes.
[[nodiscard]] std::string hash_of_secret(std::string_view text);

}  // namespace hookstorm::native
