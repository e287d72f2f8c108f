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

/// Nothing where a problem says why: `unknown-body`, also for an envelope of Standard Webhooks or
/// CloudEvents whose type is no trigger; `unknown-trigger`, where only the vendor's envelope can be
/// meant. With a recognition there may be the warning `ambiguous-trigger`. A CloudEvent in binary
/// mode is not recognised: its body is the data alone.
[[nodiscard]] std::optional<Recognition> recognise(const json::Value& body, Problems& problems);

}  // namespace hookstorm
