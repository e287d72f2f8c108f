// The JSON:API document in which a webhook is sent here.
#pragma once

#include <optional>
#include <string_view>

#include "core/json/value.hpp"
#include "core/problem/result.hpp"
#include "core/webhook/webhook.hpp"

namespace hookstorm::native {

inline constexpr std::string_view kAttributesPath = "/data/attributes";

/// The attributes of `{"data": {"type": "webhooks", "attributes": {…}}}`, with `triggers` in place
/// of the vendor's `event`. `id` is the one the document may have: that of the webhook it is for,
/// or nothing for a new one. Errors beside those of `json::parse`: `wrong-type`, `missing-field`,
/// `unknown-field`, `id-mismatch`, `unknown-trigger`, `conflicting-fields`.
[[nodiscard]] Result<json::Value> webhook_attributes(std::string_view body,
                                                     std::optional<std::string_view> id);

/// The webhook with the given attributes in place of those it has, checked as a whole.
[[nodiscard]] Result<Webhook> changed_webhook(const Webhook& webhook, const json::Value& attributes,
                                              HttpTargets http_targets);

}  // namespace hookstorm::native
