#include "native/api/router.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace hookstorm::native;

namespace {

Handler named(const std::string& name) {
  return [name](const ApiRequest& request, const Reply& reply) {
    reply({.body = name + "(" + request.id + ")"});
  };
}

ApiResponse ask(const std::string& method, const std::string& target,
                const std::string& content_type = "") {
  const Router router(
      {
          {"GET", "/things", Body::none, named("list")},
          {"POST", "/things", Body::json, named("create")},
          {"GET", "/things/{id}", Body::none, named("show")},
          {"DELETE", "/things/{id}", Body::none, named("delete")},
      },
      named("otherwise"));
  ApiResponse response;
  router.handle({.method = method, .target = target, .content_type = content_type},
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

TEST_CASE("router: finds by method and path, without the query, and gives the id") {
  CHECK(ask("GET", "/things").body == "list()");
  CHECK(ask("GET", "/things?a=/b/c").body == "list()");
  CHECK(ask("HEAD", "/things").body == "list()");
  CHECK(ask("GET", "/things/7").body == "show(7)");
  CHECK(ask("DELETE", "/things/x-y?z").body == "delete(x-y)");
}

TEST_CASE("router: what no pattern fits goes elsewhere") {
  for (const char* path : {"/", "/thing", "/things/", "/things/1/2", "/things/1/", "//things"}) {
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
