// The JSON:API document in which a resource is sent here.
#pragma once

#include <optional>
#include <string_view>

#include "core/json/value.hpp"
#include "core/problem/result.hpp"

namespace hookstorm::native {

inline constexpr std::string_view kAttributesPath = "/data/attributes";

struct ResourceKind {
  std::string_view type;  ///< As documents have it: "webhooks".
  std::string_view noun;  ///< As messages have it, after an article: "webhook".
};

/// The attributes of `{"data": {"type": "webhooks", "attributes": {…}}}`. `id` is the one the
/// document may have: that of the resource it is for, or nothing for a new one. Errors beside those
/// of `json::parse`: `wrong-type`, `missing-field`, `unknown-field`, `id-mismatch`.
[[nodiscard]] Result<json::Value> resource_attributes(std::string_view body,
                                                      const ResourceKind& kind,
                                                      std::optional<std::string_view> id);

/// Reports a value of another kind.
void expect_kind(const json::Value& value, json::Kind kind, std::string_view path,
                 Problems& problems);

}  // namespace hookstorm::native
