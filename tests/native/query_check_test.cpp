#include "native/api/query_check.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace hookstorm::native;

namespace {

const std::vector<Parameter> kParameters = {
    {.name = "page[size]",
     .description = "",
     .kind = ParameterKind::integer,
     .lowest = 1,
     .highest = 50},
    {.name = "since", .description = "", .kind = ParameterKind::moment},
    {.name = "dry_run", .description = "", .kind = ParameterKind::truth},
    {.name = "state",
     .description = "",
     .kind = ParameterKind::names,
     .names = {"pending", "delivered"},
     .unknown_name_code = "unknown-state"},
    {.name = "one",
     .description = "",
     .kind = ParameterKind::name,
     .names = {"pending", "delivered"}},
    {.name = "after", .description = "", .kind = ParameterKind::text, .highest = 5}};

Query read(std::string_view target) {
  return std::get<Query>(read_query(target, kParameters));
}

/// `status code parameter`.
std::string refusal(std::string_view target) {
  const auto read = read_query(target, kParameters);
  const auto* response = std::get_if<ApiResponse>(&read);
  if (response == nullptr) {
    return "none";
  }
  const nlohmann::json error = nlohmann::json::parse(response->body)["errors"][0];
  CHECK(std::stoi(error["status"].get<std::string>()) == response->status);
  CHECK_FALSE(error["detail"].get<std::string>().empty());
  return std::to_string(response->status) + " " + error["code"].get<std::string>() + " " +
         error["source"]["parameter"].get<std::string>();
}

}  // namespace

TEST_CASE("query: values are decoded, and what is empty counts as left out") {
  const Query query = read(
      "/a?page%5Bsize%5D=50&since=2026-10-06T14:01:12%2B02:00&dry_run=true&&state="
      "pending,delivered&after=");
  CHECK(query.integer("page[size]") == 50);
  CHECK(query.moment("since") == hookstorm::parse_timestamp("2026-10-06T12:01:12Z"));
  CHECK(query.is_true("dry_run"));
  CHECK(query.names("state") == std::vector<std::string>{"pending", "delivered"});
  CHECK_FALSE(query.text("after"));
  CHECK(read("/a?after=%C3%A9?=").text("after") == "\u00e9?=");
  CHECK(read("/a?after=%C3%A9%26=").encoded() == "after=%C3%A9%26%3D");
  for (const char* empty : {"/a", "/a?", "/a?&", "/a?dry_run", "/a?dry_run="}) {
    CAPTURE(empty);
    CHECK_FALSE(read(empty).is_true("dry_run"));
    CHECK(read(empty).names("state").empty());
    CHECK_FALSE(read(empty).integer("page[size]"));
    CHECK_FALSE(read(empty).moment("since"));
  }
}

TEST_CASE("query: what is wrong is refused by the name of its parameter") {
  CHECK(refusal("/a?pages=1") == "400 unknown-parameter pages");
  CHECK(refusal("/a?=1") == "400 unknown-parameter ");
  CHECK(refusal("/a?after=1&after=2") == "400 repeated-parameter after");
  CHECK(refusal("/a?after=%") == "400 invalid-encoding after");
  CHECK(refusal("/a?after=%FF") == "400 invalid-encoding after");
  CHECK(refusal("/a?%FF=1") == "400 unknown-parameter \uFFFD");
  CHECK(refusal("/a?after=123456") == "422 too-long after");
  CHECK(refusal("/a?since=yesterday") == "422 invalid-moment since");
  CHECK(refusal("/a?dry_run=yes") == "422 wrong-type dry_run");
  CHECK(refusal("/a?state=pending,gone") == "422 unknown-state state");
  CHECK(refusal("/a?state=pending,,delivered") == "422 unknown-state state");
  CHECK(refusal("/a?one=pending,delivered") == "422 unknown-name one");
  for (const char* number : {"x", "1x", "+1", "1.0", " 1"}) {
    CAPTURE(number);
    CHECK(refusal("/a?page[size]=" + std::string(number)) == "422 wrong-type page[size]");
  }
  for (const char* number : {"0", "51", "-1", "99999999999999999999"}) {
    CAPTURE(number);
    CHECK(refusal("/a?page[size]=" + std::string(number)) == "422 out-of-range page[size]");
  }
}
