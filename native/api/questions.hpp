// Questions to the core, by which nothing is stored or sent: simulations, signatures, previews.
#pragma once

#include "native/api/route.hpp"

namespace hookstorm::native {

struct ApiContext;

/// Simulations are worked out by a thread of their own, since one may take tenths of a second.
[[nodiscard]] Handler simulation_handler();

void verify_request(const ApiContext& context, const ApiRequest& request, const Reply& reply);

void preview_request(const ApiContext& context, const ApiRequest& request, const Reply& reply);

/// The body of a request that is verified stands in the document as a text, whose characters may
/// take two bytes.
inline constexpr std::size_t kVerifyBytesMax = 2 * json::kDocumentBytesMax;

}  // namespace hookstorm::native
