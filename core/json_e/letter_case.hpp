// Small and capital letters of all scripts (Unicode 17, default mapping, without the final sigma's
// rule). The tables are our own, so that every platform gives the same text.
#pragma once

#include <string>
#include <string_view>

namespace hookstorm::json_e {

[[nodiscard]] std::string lowercase(std::string_view text);
[[nodiscard]] std::string uppercase(std::string_view text);

}  // namespace hookstorm::json_e
