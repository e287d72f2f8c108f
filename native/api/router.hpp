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

/// Where a request's head leads.
struct FoundRoute {
  const Route* route = nullptr;  ///< Null where none fits; otherwise one of the router's.
  Segments segments = {};        ///< Of its path.
  std::vector<std::string> possible_methods = {};  ///< Where none fits but for the method.
};

class Router {
 public:
  /// Decides by a request's head alone whether it may pass, whose route needs the scope.
  using Admit = std::function<Admission(const ApiRequest&, Scope needed)>;

  /// Of two patterns that fit a path the first is taken. `otherwise` gets what none fits.
  Router(std::vector<Route> routes, Handler otherwise, Admit admit);

  /// By the head, once for each request.
  [[nodiscard]] FoundRoute find(std::string_view method, std::string_view target) const;

  /// To be asked before the body is read; what no route fits needs no scope.
  [[nodiscard]] Admission admit(const ApiRequest& request, const FoundRoute& found) const;

  /// Replies with what the handler gives, or 405, 415, or the refusal of a parameter. HEAD is
  /// answered as GET is. To be called with requests that were admitted, and their callers.
  void handle(ApiRequest request, FoundRoute found, const Reply& reply) const;

  /// How many bytes the body of such a request may have.
  [[nodiscard]] static std::size_t body_bytes_max(const FoundRoute& found);
  /// The same for any request.
  [[nodiscard]] std::size_t body_bytes_max() const;

 private:
  std::vector<Route> routes_;
  Handler otherwise_;
  Admit admit_;
};

}  // namespace hookstorm::native
