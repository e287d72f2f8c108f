#include "native/api/router.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace hookstorm::native;

namespace {

/// Answers with its name, and what it was told.
Handler named(const std::string& name) {
  return [name](const ApiRequest& request, const Reply& reply) {
    std::string told;
    for (const auto& [segment, value] : request.segments) {
      told += segment + "=" + value + ";";
    }
    reply({.body = name + "(" + told + request.query.text("size").value_or("") + ")"});
  };
}

Route route(std::string_view method, std::string_view pattern, const std::string& name) {
  return {.method = method,
          .pattern = pattern,
          .operation = "",
          .summary = "",
          .needs = method == "GET" ? Scope::webhooks_read : Scope::webhooks_write,
          .parameters = {{.name = "size",
                          .description = "",
                          .kind = ParameterKind::integer,
                          .lowest = 1,
                          .highest = 9}},
          .body = method == "POST" ? Body::json : Body::none,
          .body_bytes_max = method == "POST" ? 10U : 20U,
          .answers = {},
          .handler = named(name)};
}

Router things() {
  return Router(
      {route("GET", "/things", "list"), route("POST", "/things", "create"),
       route("GET", "/things/{id}", "show"), route("DELETE", "/things/{id}", "delete"),
       route("GET", "/things/{id}/parts/{part}", "part"), route("GET", "/things/{id}/all", "all")},
      named("otherwise"), [](const ApiRequest&, Scope needed) {
        return Admission{.refusal = ApiResponse{.body = std::string(name_of(needed))}};
      });
}

ApiResponse ask(const std::string& method, const std::string& target,
                const std::string& content_type = "") {
  ApiResponse response;
  const Router router = things();
  router.handle({.method = method, .target = target, .content_type = content_type},
                router.find(method, target),
                [&](ApiResponse given) { response = std::move(given); });
  return response;
}

std::string allow_of(const ApiResponse& response) {
  for (const hookstorm::Header& header : response.headers) {
    if (header.name == "Allow") {
      return header.value;
    }
  }
  return "";
}

}  // namespace

TEST_CASE("router: finds by method and path, and gives segments and query") {
  CHECK(ask("GET", "/things").body == "list()");
  CHECK(ask("GET", "/things?size=7").body == "list(7)");
  CHECK(ask("HEAD", "/things").body == "list()");
  CHECK(ask("GET", "/things/7").body == "show(id=7;)");
  CHECK(ask("DELETE", "/things/x-y?size=").body == "delete(id=x-y;)");
  CHECK(ask("GET", "/things/7/parts/8").body == "part(id=7;part=8;)");
  CHECK(ask("GET", "/things/7/all").body == "all(id=7;)");
}

TEST_CASE(
    "router: a parameter that no route has, or is ill-formed, is refused before the handler") {
  const ApiResponse unknown = ask("GET", "/things?colour=red");
  CHECK(unknown.status == 400);
  CHECK(nlohmann::json::parse(unknown.body)["errors"][0]["source"]["parameter"] == "colour");
  CHECK(ask("GET", "/things?size=10").status == 422);
}

TEST_CASE("router: each route has a limit for bodies, and what is no route the usual one") {
  const Router router = things();
  const auto limit_of = [&](std::string_view method, std::string_view target) {
    return Router::body_bytes_max(router.find(method, target));
  };
  CHECK(limit_of("POST", "/things?size=1") == 10);
  CHECK(limit_of("HEAD", "/things/7") == 20);
  CHECK(limit_of("PUT", "/things") == hookstorm::json::kDocumentBytesMax);
  CHECK(router.body_bytes_max() == hookstorm::json::kDocumentBytesMax);
}

TEST_CASE("router: what no pattern fits goes elsewhere") {
  for (const char* path : {"/", "/thing", "/things/", "/things/1/2", "/things/1/", "//things", "",
                           "/things/1/parts", "/things/1/parts/", "/things/1/parts/2/3"}) {
    CAPTURE(path);
    CHECK(ask("GET", path).body == "otherwise()");
  }
}

TEST_CASE("router: another method is refused with those that are possible") {
  const ApiResponse response = ask("PUT", "/things");
  CHECK(response.status == 405);
  CHECK(allow_of(response) == "GET, HEAD, POST");
  CHECK(nlohmann::json::parse(response.body)["errors"][0]["code"] == "method-not-allowed");
  CHECK(allow_of(ask("POST", "/things/1")) == "GET, HEAD, DELETE");
}

TEST_CASE("router: a body of another media type is refused") {
  CHECK(ask("POST", "/things", "application/json").status == 200);
  CHECK(ask("POST", "/things", "Application/VND.api+json ; charset=utf-8").status == 200);
  for (const char* type : {"", "text/plain", "application/jsonp", "application/json2; json"}) {
    CAPTURE(type);
    CHECK(ask("POST", "/things", type).status == 415);
  }
}

TEST_CASE("router: a request is let in by the scope of its route, by the head alone") {
  const Router router = things();
  const auto scope_of = [&](const std::string& method, const std::string& target) {
    return router.admit({.method = method, .target = target}, router.find(method, target))
        .refusal->body;
  };
  CHECK(scope_of("GET", "/things") == "webhooks:read");
  CHECK(scope_of("HEAD", "/things?size=1") == "webhooks:read");
  CHECK(scope_of("POST", "/things") == "webhooks:write");
  CHECK(scope_of("DELETE", "/things/7") == "webhooks:write");
  CHECK(scope_of("PATCH", "/things/7").empty());
  CHECK(scope_of("GET", "/nothing").empty());
}
