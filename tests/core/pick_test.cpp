#include "core/pick/pick.hpp"

#include <doctest/doctest.h>

#include "core/json/parser.hpp"
#include "tests/core/checks.hpp"

using namespace hookstorm;

namespace {

constexpr const char* kBody =
    R"({"data":{"id":"1","attributes":{"title":"A","a/b~c":1,"*":2,"people":[{"email":"a@b.example","name":"A"},{"name":"B"},{"email":"c@d.example","name":"C"}],"none":[]}},"meta":null})";

Result<Pick> pick_of(const nlohmann::ordered_json& list) {
  return check_pick(json::parse(list.dump()).value(), "/pick");
}

std::string kept(const nlohmann::ordered_json& list) {
  const Result<Pick> pick = pick_of(list);
  CAPTURE(test::codes(pick.problems()));
  REQUIRE(pick.ok());
  json::Writer writer;
  writer.value(picked(json::parse(kBody).value(), pick.value()));
  return writer.take();
}

}  // namespace

TEST_CASE("pick: keeps what is pointed to and what leads there, in the body's order") {
  CHECK(kept({"/meta", "/data/id"}) == R"({"data":{"id":"1"},"meta":null})");
  CHECK(kept({"/data"}).size() ==
        std::string(kBody).size() - std::string(R"(,"meta":null)").size());
  CHECK(kept({"/data/attributes/a~1b~0c"}) == R"({"data":{"attributes":{"a/b~c":1}}})");
}

TEST_CASE("pick: takes items of a list by their place, or each of them") {
  CHECK(kept({"/data/attributes/people/2/name", "/data/attributes/people/0"}) ==
        R"({"data":{"attributes":{"people":[{"email":"a@b.example","name":"A"},{"name":"C"}]}}})");
  CHECK(
      kept({"/data/attributes/people/*/email"}) ==
      R"({"data":{"attributes":{"people":[{"email":"a@b.example"},{},{"email":"c@d.example"}]}}})");
  CHECK(
      kept({"/data/attributes/people/*/email", "/data/attributes/people/1/name"}) ==
      R"({"data":{"attributes":{"people":[{"email":"a@b.example"},{"name":"B"},{"email":"c@d.example"}]}}})");
}

TEST_CASE("pick: in an object the star is a name like any other") {
  CHECK(kept({"/data/attributes/*"}) == R"({"data":{"attributes":{"*":2}}})");
}

TEST_CASE("pick: what is not there is left out, and what leads to it stays") {
  CHECK(kept({"/none", "/data/id/deeper", "/data/attributes/none/*/x"}) ==
        R"({"data":{"attributes":{"none":[]}}})");
  CHECK(kept({"/data/attributes/people/01", "/data/attributes/people/-"}) ==
        R"({"data":{"attributes":{"people":[]}}})");
}

TEST_CASE("pick: refuses what is no pointer, all at once") {
  const Problems problems = pick_of({"", "title", "/a~2", "/a~", 7, "/x", "/x"}).problems();
  for (const char* path : {"/pick/0", "/pick/1", "/pick/2", "/pick/3"}) {
    CHECK(test::has_problem(problems, path, "invalid-pointer"));
  }
  CHECK(test::has_problem(problems, "/pick/4", "wrong-type"));
  CHECK(test::has_problem(problems, "/pick/6", "duplicate-pointer"));
  CHECK(problems.list().size() == 6);
  CHECK(test::has_problem(pick_of(nlohmann::ordered_json::array()).problems(), "/pick",
                          "no-pointer"));
  CHECK(test::has_problem(pick_of("x").problems(), "/pick", "wrong-type"));
}

TEST_CASE("pick: a pointer below another is remarked on") {
  const Result<Pick> pick = pick_of({"/a/b", "/a", "/ab"});
  REQUIRE(pick.ok());
  CHECK(test::has_problem(pick.problems(), "/pick/0", "covered-pointer", Severity::warning));
  CHECK(pick.problems().list().size() == 1);
}

TEST_CASE("pick: as many and as long pointers as the limits allow, and no more") {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < kPickPointersMax; ++i) {
    list.push_back("/" + std::to_string(i));
  }
  CHECK(pick_of(list).ok());
  list.push_back("/x");
  CHECK(test::has_problem(pick_of(list).problems(), "/pick", "too-many"));
  CHECK(pick_of({"/" + std::string(kPickPointerBytesMax - 1, 'a')}).ok());
  CHECK(test::has_problem(pick_of({"/" + std::string(kPickPointerBytesMax, 'a')}).problems(),
                          "/pick/0", "too-long"));
}
