// Values as the store holds them. What this program cannot read throws StoreError.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/record/checking.hpp"
#include "native/store/store.hpp"

namespace hookstorm::native {

/// What `name` was looked up as.
template <typename T>
[[nodiscard]] T known(std::optional<T> value, std::string_view name) {
  if (!value) {
    throw StoreError("The store holds a name that this program does not know: " +
                     std::string(name));
  }
  return *value;
}

[[nodiscard]] inline Checking read_checking(std::string_view name) {
  return known(checking_named(name), name);
}

}  // namespace hookstorm::native
