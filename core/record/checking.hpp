// How much of a doubtful value is let through.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace hookstorm {

/// `strict` is for a user's own data. `lenient` is for foreign bodies and the vendor's published
/// examples: redacted ids, values outside closed lists and links that do not agree with their
/// record are warnings there. A value of the wrong type is an error in both.
enum class Checking : std::uint8_t { strict, lenient };

/// As it is stored and given in requests.
[[nodiscard]] constexpr std::string_view name_of(Checking checking) {
  return checking == Checking::lenient ? "lenient" : "strict";
}

[[nodiscard]] constexpr std::optional<Checking> checking_named(std::string_view name) {
  for (const Checking checking : {Checking::strict, Checking::lenient}) {
    if (name_of(checking) == name) {
      return checking;
    }
  }
  return std::nullopt;
}

}  // namespace hookstorm
