// A request and its response as the API's handlers see them, free of sockets.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/request/request.hpp"
#include "core/text/ascii.hpp"
#include "native/access/caller.hpp"
#include "native/api/body_stream.hpp"
#include "native/api/query.hpp"

namespace hookstorm::native {

using Segments = std::map<std::string, std::string, std::less<>>;

struct ApiRequest {
  std::string method;
  std::string target;       ///< Path and query, as in the request line.
  std::string source = {};  ///< The client's IP address.
  std::string host;         ///< The one Host header; empty where there is none or several.
  std::optional<std::string> origin;
  std::string content_type;
  std::string if_none_match;
  std::optional<std::string> idempotency_key;  ///< Several are joined by ", ".
  std::string body = {};
  Caller caller = {};                ///< Whoever may not do it is refused before.
  std::vector<Header> headers = {};  ///< All of them, as they came.
  Segments segments = {};            ///< Of the path, by their names in the route's pattern.
  Query query = {};                  ///< As the route's parameters read it.

  /// The first header of this name, which is given in lower case.
  [[nodiscard]] std::optional<std::string> header(std::string_view lower_name) const {
    for (const Header& header : headers) {
      if (ascii::to_lower(header.name) == lower_name) {
        return header.value;
      }
    }
    return std::nullopt;
  }
  [[nodiscard]] std::string path() const { return target.substr(0, target.find('?')); }
  /// What stands for `{name}` in the route's pattern, which has it.
  [[nodiscard]] const std::string& segment(std::string_view name) const {
    return segments.find(name)->second;
  }
  [[nodiscard]] const std::string& id() const { return segment("id"); }
};

struct ApiResponse {
  int status = 200;
  std::string body = {};
  std::string content_type = "application/json";
  std::vector<Header> headers = {};
  std::shared_ptr<BodyStream> stream = {};  ///< Makes the body, in place of `body`.
};

/// Gives the response, once, from any thread.
using Reply = std::function<void(ApiResponse)>;

}  // namespace hookstorm::native
