#include "core/sorting/sorting.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using namespace hookstorm;

namespace {

TEST_CASE("indices are sorted as std::stable_sort does, whatever their number") {
  for (std::size_t count = 0; count < 70; ++count) {
    std::vector<std::size_t> keys(count);
    for (std::size_t i = 0; i < count; ++i) {
      keys[i] = i * 37 % 11;  // Each several times.
    }
    const auto before = [&](std::size_t left, std::size_t right) {
      return keys[left] < keys[right];
    };
    std::vector<std::size_t> expected(count);
    std::iota(expected.begin(), expected.end(), std::size_t{0});
    std::stable_sort(expected.begin(), expected.end(), before);
    CHECK(sorted_indices(count, before) == expected);
  }
}

TEST_CASE("a text is repeated where an earlier one is equal") {
  CHECK(repetitions({}).empty());
  CHECK(repetitions({"b", "a", "b", "", "b", ""}) ==
        std::vector<bool>{false, false, true, false, true, true});
}

}  // namespace
