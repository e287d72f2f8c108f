// Sorting and finding what is repeated, compiled once for whatever is sorted: each use of std::sort
// is compiled anew for its type, which the module is too large for.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace hookstorm {

/// Whether the item at one index belongs before that at another, asked of a callable that outlives
/// this.
class IndexOrder {
 public:
  template <typename Before>
  explicit IndexOrder(const Before& before)
      : before_(&before), call_([](const void* callable, std::size_t left, std::size_t right) {
          return (*static_cast<const Before*>(callable))(left, right);
        }) {}

  bool operator()(std::size_t left, std::size_t right) const { return call_(before_, left, right); }

 private:
  const void* before_;
  bool (*call_)(const void*, std::size_t, std::size_t);
};

/// The indices of `count` items in the order of the items; equal ones keep theirs.
[[nodiscard]] std::vector<std::size_t> sorted_indices(std::size_t count, const IndexOrder& before);

/// The same for a callable that takes two indices.
template <typename Before>
[[nodiscard]] std::vector<std::size_t> sorted_indices(std::size_t count, const Before& before) {
  return sorted_indices(count, IndexOrder(before));
}

/// For each text, whether an earlier one is equal.
[[nodiscard]] std::vector<bool> repetitions(const std::vector<std::string_view>& texts);

}  // namespace hookstorm
