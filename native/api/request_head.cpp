#include "native/api/request_head.hpp"

#include <boost/beast/core/string.hpp>

namespace hookstorm::native {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

constexpr unsigned kHttp11 = 11;

}  // namespace

std::optional<std::string> joined_values(const RequestHead& head, std::string_view name) {
  std::optional<std::string> joined;
  const auto [first, last] = head.equal_range(beast::string_view(name.data(), name.size()));
  for (auto header = first; header != last; ++header) {
    joined = joined ? *joined + ", " : "";
    joined->append(header->value().data(), header->value().size());
  }
  return joined;
}

bool is_length_certain(const RequestHead& head) {
  const std::optional<std::string> codings = joined_values(head, "Transfer-Encoding");
  if (codings) {
    return head.version() >= kHttp11 && beast::iequals(*codings, "chunked") &&
           head.count(http::field::content_length) == 0;
  }
  return head.count(http::field::content_length) <= 1 &&
         head[http::field::content_length].find(',') == beast::string_view::npos;
}

ApiRequest request_of(const RequestHead& head) {
  ApiRequest request{.method = std::string(head.method_string()),
                     .target = std::string(head.target()),
                     .content_type = std::string(head[http::field::content_type]),
                     .if_none_match = std::string(head[http::field::if_none_match]),
                     .idempotency_key = joined_values(head, "Idempotency-Key")};
  if (head.count(http::field::host) == 1) {
    request.host = std::string(head[http::field::host]);
  }
  if (head.count(http::field::origin) > 0) {
    request.origin = std::string(head[http::field::origin]);
  }
  for (const auto& header : head) {
    request.headers.push_back({std::string(header.name_string()), std::string(header.value())});
  }
  return request;
}

}  // namespace hookstorm::native
