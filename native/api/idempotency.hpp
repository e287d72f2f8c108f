// The header Idempotency-Key: a client that does not know whether its request was stored sends it
// again with the same key, and gets the first answer.
#pragma once

#include <string_view>

#include "core/record/checking.hpp"
#include "native/api/message.hpp"
#include "native/engine/intake.hpp"

namespace hookstorm::native {

inline constexpr std::size_t kIdempotencyKeyBytesMax = 255;

/// Whether the text may be a key: 1 to 255 visible ASCII characters.
[[nodiscard]] bool is_idempotency_key(std::string_view text);

/// The request's key, which it has, with a digest of all that its answer depends on.
[[nodiscard]] IdempotencyKey idempotency_key_of(const ApiRequest& request, Checking checking);

[[nodiscard]] ApiResponse invalid_idempotency_key_response();
[[nodiscard]] ApiResponse idempotency_conflict_response();

}  // namespace hookstorm::native
