// Memory for the values of one evaluation or one compiled template, released all at once.
// Easy to get wrong: nothing put here is ever destroyed, so that only trivial types may be.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

namespace hookstorm::json_e {

class Arena {
 public:
  explicit Arena(std::size_t bytes_max) : bytes_left_(bytes_max) {}

  /// Room for `count` values, or null where the arena's bound would be passed.
  template <typename T>
  [[nodiscard]] T* array(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T> && std::is_trivially_copyable_v<T>);
    return static_cast<T*>(allocate(count * sizeof(T)));
  }

  /// A copy of `values`, or null where the arena's bound would be passed.
  template <typename T>
  [[nodiscard]] T* copy(const T* values, std::size_t count) {
    T* place = array<T>(count);
    if (place != nullptr) {
      std::uninitialized_copy_n(values, count, place);
    }
    return place;
  }

  [[nodiscard]] std::optional<std::string_view> copy(std::string_view text);

 private:
  /// Aligned for any value.
  void* allocate(std::size_t bytes);

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::byte* next_ = nullptr;
  std::size_t block_left_ = 0;
  std::size_t bytes_left_;
};

}  // namespace hookstorm::json_e
