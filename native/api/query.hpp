// The parameters of a request's query: what a route may have of them, and those that came.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/time/timestamp.hpp"

namespace hookstorm::native {

enum class ParameterKind : std::uint8_t {
  text,
  integer,
  moment,  ///< RFC 3339 with an offset.
  truth,   ///< `true` or `false`.
  name,    ///< One of a list.
  names,   ///< Several of a list, separated by commas.
};

struct Parameter {
  std::string_view name;
  std::string_view description;
  ParameterKind kind = ParameterKind::text;
  std::int64_t lowest = 0;   ///< Of an integer.
  std::int64_t highest = 0;  ///< Of an integer; of a text its bytes.
  std::vector<std::string_view> names = {};
  std::string_view unknown_name_code = "unknown-name";  ///< Where it is none of `names`.
};

/// The parameters that came, each well-formed and given once. One with an empty value counts as
/// left out.
class Query {
 public:
  /// In place of the value that it has.
  void put(std::string_view name, std::string value);

  [[nodiscard]] std::optional<std::string> text(std::string_view name) const;
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name) const;
  [[nodiscard]] std::optional<EpochMilliseconds> moment(std::string_view name) const;
  /// False where it is left out.
  [[nodiscard]] bool is_true(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> names(std::string_view name) const;

  /// As it may stand in a link.
  [[nodiscard]] std::string encoded() const;

 private:
  std::vector<std::pair<std::string, std::string>> values_;
};

}  // namespace hookstorm::native
