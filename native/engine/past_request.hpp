// The request of an attempt, rendered again: what was sent, byte for byte, signature included.
#pragma once

#include "core/request/request.hpp"
#include "native/crypto/cryptography.hpp"
#include "native/store/store.hpp"

namespace hookstorm::native {

/// The request of `delivery` by a revision of its webhook at a moment. Problems, all with an empty
/// path or those of `render_request`: `no-such-revision`; `not-kept` where the message is gone; and
/// those of the occurrence where it no longer passes the checks.
[[nodiscard]] Result<Request> past_request(StoreReader& reader, const ListedDelivery& delivery,
                                           std::int64_t revision, EpochMilliseconds attempted_at);

}  // namespace hookstorm::native
