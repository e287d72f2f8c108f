#include "core/family/family.hpp"

#include <array>

namespace hookstorm {
namespace {

constexpr std::array kFamilies = {
    FamilyFacts{Family::extended, "extended", "Extended",
                "One resource with all its attributes and the webhook's id; times in seconds.",
                false},
    FamilyFacts{Family::legacy, "legacy", "Legacy",
                "The webinar, and the attendee for registrants; times as text.", true},
    FamilyFacts{Family::standard, "standard", "Standard Webhooks",
                "The trigger, when it happened, and all its records; times as text.", false},
    FamilyFacts{Family::cloudevents, "cloudevents", "CloudEvents",
                "All records in an envelope that event brokers route by; times as text.", false},
};

}  // namespace

std::span<const FamilyFacts> families() {
  return kFamilies;
}

const FamilyFacts& facts(Family family) {
  return kFamilies.at(static_cast<std::size_t>(family));
}

std::string_view name_of(Family family) {
  return facts(family).name;
}

std::optional<Family> family_named(std::string_view name) {
  for (const FamilyFacts& row : kFamilies) {
    if (row.name == name) {
      return row.family;
    }
  }
  return std::nullopt;
}

std::vector<std::string_view> family_names() {
  std::vector<std::string_view> names;
  names.reserve(kFamilies.size());
  for (const FamilyFacts& row : kFamilies) {
    names.push_back(row.name);
  }
  return names;
}

}  // namespace hookstorm
