// Keys as one parameter of a statement, which reads them by `string_to_array(?::text, ',')`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hookstorm::native::postgres {

[[nodiscard]] inline std::string key_list(const std::vector<std::int64_t>& keys) {
  std::string list;
  for (const std::int64_t key : keys) {
    list.append(list.empty() ? "" : ",").append(std::to_string(key));
  }
  return list;
}

}  // namespace hookstorm::native::postgres
