#include "core/problem/problem.hpp"

#include <doctest/doctest.h>

#include "core/json/problems_json.hpp"

using namespace hookstorm;

TEST_CASE("problems: paths escape '~' and '/'") {
  CHECK(child_path("/a", "b/c~d") == "/a/b~1c~0d");
  CHECK(child_path("", 3) == "/3");
}

TEST_CASE("problems: at most a hundred are kept, and errors beyond them still count") {
  Problems problems;
  for (std::size_t i = 0; i < Problems::kProblemsMax; ++i) {
    problems.warning("", "w", "");
  }
  CHECK(problems.list().size() == Problems::kProblemsMax);
  CHECK_FALSE(problems.has_errors());
  problems.error("", "e", "");
  problems.error("", "e", "");
  CHECK(problems.has_errors());
  CHECK(problems.list().size() == Problems::kProblemsMax + 1);
  CHECK(problems.list().back().code == "too-many-problems");
}

TEST_CASE("problems: as JSON they have path, code, message and severity") {
  Problems problems;
  problems.warning("/a", "odd", "Odd.");
  json::Writer writer;
  json::write_problems(writer, problems);
  CHECK(writer.take() == R"([{"path":"/a","code":"odd","message":"Odd.","severity":"warning"}])");
}
