// Signing a request: what is to be computed over which bytes, and how the header looks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/request/header.hpp"
#include "core/signature/computation.hpp"
#include "core/signature/secret.hpp"

namespace hookstorm {

/// The bytes that Standard Webhooks sign: `{id}.{timestamp}.{body}`. No `.` is in the first two.
[[nodiscard]] std::string standard_content(std::string_view message_id, std::string_view timestamp,
                                           std::string_view body);

/// The bytes that the vendor's scheme hashes: `{timestamp}{secret}{body}`.
[[nodiscard]] std::string livestorm_content(std::string_view timestamp, std::string_view secret,
                                            std::string_view body);

/// What signs a request with each of `secrets`, in their order. A secret of the kind text makes the
/// vendor's signature, of which a request has one; the others make those of Standard Webhooks.
[[nodiscard]] Computations signing_computations(const std::vector<const Secret*>& secrets,
                                                std::string_view message_id,
                                                std::string_view timestamp, std::string_view body);

/// The header of what was computed: the results of `signing_computations`, of which there is at
/// least one, and the timestamp that these had.
[[nodiscard]] Header signature_header(const Computations& computations, std::string_view results,
                                      std::string_view timestamp);

}  // namespace hookstorm
