// `hookstorm schema`: the JSON Schema of an occurrence, or of the body it becomes in a family.
#pragma once

#include <optional>

#include "core/family/family.hpp"
#include "core/occurrence/trigger.hpp"
#include "native/cli/exit_code.hpp"

namespace hookstorm::native {

struct SchemaArguments {
  Trigger trigger = Trigger::event_created;
  std::optional<Family> family;  ///< The occurrence itself where left out.
};

[[nodiscard]] ExitCode print_schema(const SchemaArguments& arguments);

}  // namespace hookstorm::native
