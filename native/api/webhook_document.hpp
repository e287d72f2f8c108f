// The JSON:API document in which a webhook is sent here.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "core/json/value.hpp"
#include "core/problem/result.hpp"
#include "core/webhook/webhook.hpp"

namespace hookstorm::native {

/// The attributes of `{"data": {"type": "webhooks", "attributes": {…}}}`, with `triggers` in place
/// of the vendor's `event`. `id` is the one the document may have: that of the webhook it is for,
/// or nothing for a new one. Errors beside those of `resource_attributes`: `unknown-trigger`,
/// `conflicting-fields`.
[[nodiscard]] Result<json::Value> webhook_attributes(std::string_view body,
                                                     std::optional<std::string_view> id);

/// Whether a URL may be one of plain http.
using HttpTargetsOf = std::function<HttpTargets(std::string_view url)>;

/// The webhook that the attributes are, checked.
[[nodiscard]] Result<Webhook> webhook_of(const json::Value& attributes,
                                         const HttpTargetsOf& http_targets_of);

/// The webhook with the given attributes in place of those it has, checked as a whole.
[[nodiscard]] Result<Webhook> changed_webhook(const Webhook& webhook, const json::Value& attributes,
                                              const HttpTargetsOf& http_targets_of);

}  // namespace hookstorm::native
