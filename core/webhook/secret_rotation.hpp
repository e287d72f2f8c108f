// Giving a webhook another secret without its receivers missing a request.
#pragma once

#include <string_view>

#include "core/problem/result.hpp"
#include "core/time/timestamp.hpp"
#include "core/webhook/webhook.hpp"

namespace hookstorm {

/// The webhook with a new secret made of `random`, which are 32 bytes, and of the kind of the one
/// it has. That one signs along until `until`, others before it until their own moments; what ends
/// by `now` is forgotten. In the vendor's scheme, which has room for one signature, it ends at
/// once. Error: `too-many` previous secrets.
[[nodiscard]] Result<Webhook> with_new_secret(Webhook webhook, std::string_view random,
                                              EpochMilliseconds until, EpochMilliseconds now);

}  // namespace hookstorm
