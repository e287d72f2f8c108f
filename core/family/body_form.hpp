// What a webhook chooses of its body's form: the family, and what some families leave open.
// Easy to get wrong: a choice means something in its own family alone; whoever reads a
// configuration refuses it for the others, whoever builds a body ignores it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/family/family.hpp"

namespace hookstorm {

/// Where a CloudEvent's attributes stand: in the body around the data, or in headers beside it.
enum class ContentMode : std::uint8_t { structured, binary };

inline constexpr std::array<std::string_view, 2> kContentModeNames = {"structured", "binary"};

[[nodiscard]] constexpr std::string_view name_of(ContentMode mode) {
  return kContentModeNames.at(static_cast<std::size_t>(mode));
}

struct BodyForm {
  Family family = Family::extended;
  ContentMode content_mode = ContentMode::structured;  ///< Of the family cloudevents.
  bool included = false;  ///< Whether the family extended adds the related resources.
};

}  // namespace hookstorm
