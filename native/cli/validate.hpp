// `hookstorm validate`: whether an occurrence or a webhook is sound, and what is wrong with it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/record/checking.hpp"
#include "core/webhook/target_url.hpp"
#include "native/cli/exit_code.hpp"

namespace hookstorm::native {

enum class DocumentKind : std::uint8_t { occurrence, webhook };

struct ValidateArguments {
  std::string file;
  std::optional<DocumentKind> kind;  ///< Told by the document's members where left out.
  Checking checking = Checking::strict;
  TargetPolicy targets = HttpTargets::refused;
  bool json = false;
};

[[nodiscard]] ExitCode validate(const ValidateArguments& arguments);

}  // namespace hookstorm::native
