#include "core/text/suggestion.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

#include "core/text/sentence.hpp"

namespace hookstorm {
namespace {

constexpr std::size_t kEditsMax = 2;
constexpr std::size_t kLengthMax = 64;  // Longer names are no slips of the finger.

/// Levenshtein's distance.
std::size_t edits_between(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < right.size(); ++j) {
      const std::size_t replaced = diagonal + (left[i] == right[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string suggestion(std::string_view given, std::span<const std::string_view> known) {
  if (given.size() > kLengthMax) {
    return {};
  }
  std::string_view nearest;
  std::size_t nearest_edits = kEditsMax + 1;
  for (const std::string_view name : known) {
    const std::size_t edits = edits_between(given, name);
    if (edits < nearest_edits && edits < name.size()) {
      nearest = name;
      nearest_edits = edits;
    }
  }
  return nearest.empty() ? std::string{} : sentence(" Did you mean \"{}\"?", {nearest});
}

}  // namespace hookstorm
