// The body of a webhook's requests: what its template gives, or its family's with what the webhook
// picks of it.
// Easy to get wrong: what a template gives is no body of the family any more, so that the family's
// content type and headers do not go with it.
#pragma once

#include <string_view>

#include "core/family/body.hpp"
#include "core/occurrence/occurrence.hpp"
#include "core/problem/result.hpp"
#include "core/webhook/webhook.hpp"

namespace hookstorm {

/// Pure. Errors: those of `build_body`; below `/template` those of `json_e::render`; `too-large`
/// and `too-deep` where a body that is to be looked at is beyond what `json::parse` reads.
[[nodiscard]] Result<Body> webhook_body(const Occurrence& occurrence, const Webhook& webhook,
                                        std::string_view message_id);

}  // namespace hookstorm
