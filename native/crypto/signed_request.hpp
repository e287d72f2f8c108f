// The request of an attempt, signed: what the dispatcher and `hookstorm send` put on the wire.
#pragma once

#include "core/request/request.hpp"
#include "native/crypto/cryptography.hpp"

namespace hookstorm::native {

/// `render_request`, signed where the webhook has a secret.
[[nodiscard]] Result<Request> signed_request(const Occurrence& occurrence, const Webhook& webhook,
                                             const Attempt& attempt, Cryptography& cryptography);

}  // namespace hookstorm::native
