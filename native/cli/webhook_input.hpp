// A webhook's configuration from a file or standard input.
#pragma once

#include <string>

#include "core/webhook/webhook.hpp"

namespace hookstorm::native {

/// Errors: those of `read_input` and `parse_webhook`. Throws UsageError.
[[nodiscard]] Result<Webhook> read_webhook(const std::string& file, const TargetPolicy& policy);

}  // namespace hookstorm::native
