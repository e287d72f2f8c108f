// The shapes in which a body can be built.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace hookstorm {

enum class Family : std::uint8_t {
  extended,     ///< `{"data": {id, type, attributes, meta}}`, JSON:API-like; epoch seconds.
  legacy,       ///< `{"webinar": …}` with `"attendee"` for registrants; ISO 8601 text.
  standard,     ///< `{type, timestamp, data}` of Standard Webhooks, with the canonical records.
  cloudevents,  ///< CloudEvents 1.0, with the canonical records as data.
};

struct FamilyFacts {
  Family family;
  std::string_view name;
  std::string_view title;
  std::string_view description;
  bool needs_event;  ///< Whether its bodies are built around an event.
};

/// All families, in the order in which they are offered; the index is the enum's value.
[[nodiscard]] std::span<const FamilyFacts> families();
[[nodiscard]] const FamilyFacts& facts(Family family);
[[nodiscard]] std::string_view name_of(Family family);
[[nodiscard]] std::optional<Family> family_named(std::string_view name);
[[nodiscard]] std::vector<std::string_view> family_names();

}  // namespace hookstorm
