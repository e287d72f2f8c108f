#include "core/sorting/sorting.hpp"

#include <algorithm>
#include <numeric>

namespace hookstorm {

// A merge sort from the bottom up: neighbouring runs become one, of twice their length.
std::vector<std::size_t> sorted_indices(std::size_t count, const IndexOrder& before) {
  std::vector<std::size_t> indices(count);
  std::iota(indices.begin(), indices.end(), std::size_t{0});
  std::vector<std::size_t> merged(count);
  for (std::size_t length = 1; length < count; length *= 2) {
    for (std::size_t start = 0; start < count; start += 2 * length) {
      const std::size_t middle = std::min(start + length, count);
      const std::size_t end = std::min(middle + length, count);
      std::size_t left = start;
      std::size_t right = middle;
      for (std::size_t to = start; to < end; ++to) {
        const bool takes_right =
            left == middle || (right < end && before(indices[right], indices[left]));
        merged[to] = indices[takes_right ? right++ : left++];
      }
    }
    indices.swap(merged);
  }
  return indices;
}

std::vector<bool> repetitions(const std::vector<std::string_view>& texts) {
  const std::vector<std::size_t> order = sorted_indices(
      texts.size(),
      [&](std::size_t left, std::size_t right) { return texts[left] < texts[right]; });
  std::vector<bool> repeated(texts.size());
  for (std::size_t i = 1; i < order.size(); ++i) {
    repeated[order[i]] = texts[order[i]] == texts[order[i - 1]];
  }
  return repeated;
}

}  // namespace hookstorm
