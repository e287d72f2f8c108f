// How much of a doubtful value is let through.
#pragma once

#include <cstdint>

namespace hookstorm {

/// `strict` is for a user's own data. `lenient` is for foreign bodies and the vendor's published
/// examples: redacted ids, values outside closed lists and links that do not agree with their
/// record are warnings there. A value of the wrong type is an error in both.
enum class Checking : std::uint8_t { strict, lenient };

}  // namespace hookstorm
