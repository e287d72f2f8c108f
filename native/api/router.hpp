// Finds the handler of a request in a table of methods and path patterns.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "native/api/message.hpp"

namespace hookstorm::native {

using Handler = std::function<void(const ApiRequest&, const Reply&)>;

enum class Body : std::uint8_t { none, json };

struct Route {
  std::string_view method;
  std::string_view pattern;  ///< A path; a segment `{id}` stands for any one that is not empty.
  Body body;                 ///< A route that takes JSON refuses other media types.
  Handler handler;
};

class Router {
 public:
  /// `otherwise` gets what no pattern fits.
  Router(std::vector<Route> routes, Handler otherwise);

  /// Replies with what the handler gives, or 405 or 415. HEAD is answered as GET is.
  void handle(ApiRequest request, const Reply& reply) const;

 private:
  std::vector<Route> routes_;
  Handler otherwise_;
};

}  // namespace hookstorm::native
