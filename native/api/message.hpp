// A request and its response as the API's handlers see them, free of sockets.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/request/request.hpp"

namespace hookstorm::native {

struct ApiRequest {
  std::string method;
  std::string target;  ///< Path and query, as in the request line.
  std::string host;    ///< The one Host header; empty where there is none or several.
  std::optional<std::string> origin;
  std::string content_type;
  std::string if_none_match;
  std::optional<std::string> idempotency_key;  ///< Several are joined by ", ".
  std::string body;
  std::string id = {};  ///< What stands for {id} in the route's pattern.

  [[nodiscard]] std::string path() const { return target.substr(0, target.find('?')); }
};

struct ApiResponse {
  int status = 200;
  std::string body = {};
  std::string content_type = "application/json";
  std::vector<Header> headers = {};
};

/// Gives the response, once, from any thread.
using Reply = std::function<void(ApiResponse)>;

}  // namespace hookstorm::native
