// The body that an occurrence becomes for a webhook: the bytes that are previewed, signed and sent,
// and the headers that describe them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/family/body_form.hpp"
#include "core/occurrence/occurrence.hpp"
#include "core/problem/result.hpp"
#include "core/request/header.hpp"

namespace hookstorm {

struct Body {
  std::string text;  ///< Compact JSON in UTF-8, members in the family's order.
  std::string_view content_type = "application/json";
  std::vector<Header> headers = {};  ///< What the family says in headers, beside the content type.
};

/// What a body says beyond its occurrence.
struct BodyIds {
  std::string_view webhook_id;
  std::string_view message_id;
};

/// Pure: the same arguments give the same bytes, on every platform. Error, with an empty path:
/// `family-trigger-mismatch` where the family has no body for the occurrence's trigger.
[[nodiscard]] Result<Body> build_body(const Occurrence& occurrence, const BodyForm& form,
                                      const BodyIds& ids);

/// Reports `family-trigger-mismatch` at `path` where `family` has no body for `trigger`.
void check_support(Family family, Trigger trigger, std::string_view path, Problems& problems);

}  // namespace hookstorm
