#include "native/sender/connection_headers.hpp"

#include <algorithm>
#include <array>

#include "core/text/ascii.hpp"

namespace hookstorm::native {

bool is_of_connection(std::string_view name) {
  static constexpr std::array<std::string_view, 11> kNames{
      "connection", "content-length",     "expect",           "host",
      "keep-alive", "proxy-authenticate", "proxy-connection", "te",
      "trailer",    "transfer-encoding",  "upgrade"};
  return std::find(kNames.begin(), kNames.end(), ascii::to_lower(name)) != kNames.end();
}

}  // namespace hookstorm::native
