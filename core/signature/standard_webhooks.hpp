// Standard Webhooks 1.0.0, symmetric (`v1`): which bytes are signed, and how the headers look.
// The MAC itself is computed by the platform: HMAC-SHA256 over `signed_content` with the secret's
// key.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hookstorm {

inline constexpr std::string_view kIdHeader = "webhook-id";
inline constexpr std::string_view kTimestampHeader = "webhook-timestamp";
inline constexpr std::string_view kSignatureHeader = "webhook-signature";

/// `{message id}.{seconds}.{body}`. `message_id` holds no '.'.
[[nodiscard]] std::string signed_content(std::string_view message_id,
                                         std::int64_t attempted_at_seconds, std::string_view body);

/// The `webhook-signature` of one MAC (32 bytes): `v1,` and its base64.
[[nodiscard]] std::string signature_of(std::string_view mac);

}  // namespace hookstorm
