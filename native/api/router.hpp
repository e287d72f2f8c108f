// Finds the handler of a request in the table of routes, and reads its query.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "native/api/route.hpp"

namespace hookstorm::native {

class Router {
 public:
  /// Why a request may not pass, by its head alone; nothing where it may.
  using Guard = std::function<std::optional<ApiResponse>(const ApiRequest&)>;

  /// Of two patterns that fit a path the first is taken. `otherwise` gets what none fits.
  Router(std::vector<Route> routes, Handler otherwise, Guard guard);

  /// To be asked before the body is read.
  [[nodiscard]] std::optional<ApiResponse> refusal_of(const ApiRequest& request) const {
    return guard_(request);
  }

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
  Guard guard_;
};

}  // namespace hookstorm::native
