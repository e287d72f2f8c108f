// What a check or a parse gives: the value, and every problem found on the way.
// The value is there exactly when no problem is an error; warnings may stand beside a value.
#pragma once

#include <cassert>
#include <optional>
#include <utility>

#include "core/problem/problem.hpp"

namespace hookstorm {

template <typename T>
class Result {
 public:
  /// A value with nothing worse than warnings.
  explicit Result(T&& value, const Problems& warnings = {})
      : value_(std::move(value)), problems_(warnings) {
    assert(!problems_.has_errors());
  }

  /// A failure; `problems` holds at least one error.
  explicit Result(const Problems& problems) : problems_(problems) {
    assert(problems_.has_errors());
  }

  [[nodiscard]] bool ok() const { return value_.has_value(); }

  /// The value; only where `ok()`.
  [[nodiscard]] const T& value() const {
    assert(ok());
    return *value_;
  }
  [[nodiscard]] T& value() {
    assert(ok());
    return *value_;
  }

  [[nodiscard]] const Problems& problems() const { return problems_; }

 private:
  std::optional<T> value_;
  Problems problems_;
};

}  // namespace hookstorm
