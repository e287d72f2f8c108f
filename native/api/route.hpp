// One route of the API: how its requests are told from others, read and handled, and what is said
// of it in the OpenAPI document. Nothing about a route is stated anywhere else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "core/json/parser.hpp"
#include "native/access/scope.hpp"
#include "native/api/message.hpp"
#include "native/api/query.hpp"

namespace hookstorm::native {

using Handler = std::function<void(const ApiRequest&, const Reply&)>;

enum class Body : std::uint8_t { none, json };

/// Whether a route's requests go to the writer, which may refuse them.
enum class Effect : std::uint8_t { reads, changes };

/// An answer that is no error.
struct RouteAnswer {
  int status = 200;
  std::string_view description;
  std::string_view schema = {};  ///< By its name; empty for an answer without a body, or no JSON.
  std::string_view media_type = "application/json";
};

/// An error of the route's own, beside those that follow from the other columns.
struct RouteError {
  int status = 0;
  std::string_view code;
};

/// The scope that a route's requests need. Without a default, so that nobody forgets to say it.
struct RequiredScope {
  RequiredScope(Scope needed) : scope(needed) {}  // NOLINT(google-explicit-constructor)

  Scope scope;
};

struct Route {
  std::string_view method;
  std::string_view pattern;    ///< A path; a segment `{name}` stands for any one that is not empty.
  std::string_view operation;  ///< Its name in the document, unique.
  std::string_view summary;
  std::string_view description = {};
  RequiredScope needs;
  std::vector<Parameter> parameters = {};
  Body body = Body::none;  ///< A route that takes JSON refuses other media types.
  std::size_t body_bytes_max = json::kDocumentBytesMax;
  std::string_view body_schema = {};
  bool takes_idempotency_key = false;
  bool takes_last_event_id = false;
  Effect effect = Effect::reads;
  std::vector<RouteAnswer> answers;
  std::vector<RouteError> errors = {};
  Handler handler;
};

}  // namespace hookstorm::native
