// What commands say in a line, for people.
#pragma once

#include <string>

#include "core/reader/reader.hpp"
#include "core/signature/verification.hpp"

namespace hookstorm::native {

/// Family, trigger and, where the body says it, moment.
[[nodiscard]] std::string summary_of(const ForeignBody& body);

/// By which scheme and secret the signature holds, and when it was made.
[[nodiscard]] std::string summary_of(const Verdict& verdict);

}  // namespace hookstorm::native
