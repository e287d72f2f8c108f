// A request's head as Boost.Beast has parsed it: what the API takes of it, and whether it says
// beyond doubt where the request ends.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/beast/http/message.hpp>

#include "native/api/message.hpp"

namespace hookstorm::native {

using RequestHead = boost::beast::http::request_header<>;

inline constexpr std::uint32_t kHeadBytesMax = 16 * 1024;

/// Of all headers with the name, as RFC 9110 joins them; nothing where there is none.
[[nodiscard]] std::optional<std::string> joined_values(const RequestHead& head,
                                                       std::string_view name);

/// False where a proxy before this server may see another end, and what comes after it as no
/// request (RFC 9112, 6.1 to 6.3).
[[nodiscard]] bool is_length_certain(const RequestHead& head);

/// But for its body, and for who sent it.
[[nodiscard]] ApiRequest request_of(const RequestHead& head);

}  // namespace hookstorm::native
