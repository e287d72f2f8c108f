// Finds the handler of a request in the table of routes, and reads its query.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "native/api/route.hpp"

namespace hookstorm::native {

/// What was decided of a request by its head.
struct Admission {
  std::optional<ApiResponse> refusal;  ///< Nothing where it may pass.
  Caller caller = {};
  std::vector<Header> headers = {};  ///< Of whatever it is answered.
};

class Router {
 public:
  /// Decides by a request's head alone whether it may pass, whose route needs the scope.
  using Admit = std::function<Admission(const ApiRequest&, Scope needed)>;

  /// Of two patterns that fit a path the first is taken. `otherwise` gets what none fits.
  Router(std::vector<Route> routes, Handler otherwise, Admit admit);

  /// To be asked before the body is read; what no route fits needs no scope.
  [[nodiscard]] Admission admit(const ApiRequest& request) const;

  /// Replies with what the handler gives, or 405, 415, or the refusal of a parameter. HEAD is
  /// answered as GET is. To be called with requests that were admitted, and their callers.
  void handle(ApiRequest request, const Reply& reply) const;

  /// How many bytes the body of such a request may have.
  [[nodiscard]] std::size_t body_bytes_max(std::string_view method, std::string_view target) const;
  /// The same for any request.
  [[nodiscard]] std::size_t body_bytes_max() const;

 private:
  [[nodiscard]] const Route* route_of(std::string_view method, std::string_view target) const;

  std::vector<Route> routes_;
  Handler otherwise_;
  Admit admit_;
};

}  // namespace hookstorm::native
