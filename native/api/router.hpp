// Finds the handler of a request in the table of routes, and reads its query.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "native/api/route.hpp"

namespace hookstorm::native {

class Router {
 public:
  /// Of two patterns that fit a path the first is taken. `otherwise` gets what none fits.
  Router(std::vector<Route> routes, Handler otherwise);

  /// Replies with what the handler gives, or 405, 415, or the refusal of a parameter. HEAD is
  /// answered as GET is.
  void handle(ApiRequest request, const Reply& reply) const;

  /// How many bytes the body of such a request may have.
  [[nodiscard]] std::size_t body_bytes_max(std::string_view method, std::string_view target) const;
  /// The same for any request.
  [[nodiscard]] std::size_t body_bytes_max() const;

 private:
  std::vector<Route> routes_;
  Handler otherwise_;
};

}  // namespace hookstorm::native
