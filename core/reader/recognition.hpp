// Which family and trigger a body is of, told by its shape alone.
#pragma once

#include <optional>

#include "core/family/family.hpp"
#include "core/json/value.hpp"
#include "core/occurrence/trigger.hpp"
#include "core/problem/problem.hpp"

namespace hookstorm {

struct Recognition {
  Family family;
  Trigger trigger;
};

/// Nothing where a problem says why: `unknown-body` or `unknown-trigger`. With a recognition there
/// may be the warning `ambiguous-trigger`.
[[nodiscard]] std::optional<Recognition> recognise(const json::Value& body, Problems& problems);

}  // namespace hookstorm
