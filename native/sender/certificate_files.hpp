// Whether the certificates that a sender is to use can be used, before anything is sent with them.
#pragma once

#include <optional>
#include <string>

#include "native/sender/transfer.hpp"

namespace hookstorm::native {

/// Why the CA bundle, the client certificate or its key cannot be used, naming the file; nothing
/// where they can, or none is given.
[[nodiscard]] std::optional<std::string> certificate_problem(const TransferSettings& settings);

}  // namespace hookstorm::native
