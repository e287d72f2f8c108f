#include <doctest/doctest.h>

#include "checks.hpp"
#include "core/json/parser.hpp"
#include "core/json_e/filter.hpp"
#include "core/json_e/limits.hpp"
#include "core/text/excerpt.hpp"

using namespace hookstorm;
using namespace hookstorm::json_e;

namespace {

constexpr EpochMilliseconds kNow = 1621332000000;  // 2021-05-18T10:00:00Z

constexpr std::string_view kVariables = R"({
  "trigger": "people.registered",
  "person": {"email": "a@b.example", "is_attendance": false, "tags": []},
  "session": {"registrants_count": 12},
  "event": {"language": "en", "owner": null}
})";

Decision decided(std::string_view expression) {
  const auto variables = json::parse(kVariables);
  const Context context(variables.value(), kNow);
  const auto filter = compile_filter(expression, "/filter");
  REQUIRE_MESSAGE(filter.ok(), test::codes(filter.problems()));
  return decide(filter.value(), context);
}

std::string reason(std::string_view expression) {
  const Decision decision = decided(expression);
  CHECK_FALSE(decision.passes());
  return decision.reason;
}

Problem refusal(std::string_view expression) {
  const auto filter = compile_filter(expression, "/filter");
  REQUIRE_FALSE(filter.ok());
  REQUIRE(filter.problems().list().size() == 1);
  return filter.problems().list().front();
}

}  // namespace

TEST_CASE("filter: passes for true alone") {
  const Decision decision = decided(
      "trigger == 'people.registered' && person.email != '' && event.language in ['en', 'fr'] && "
      "session.registrants_count > 10");
  CHECK(decision.passes());
  CHECK(decision.reason.empty());
  CHECK(decided("!person.is_attendance").passes());
  CHECK(reason("session.registrants_count") ==
        "The filter gives 12, which is neither true nor false.");
  CHECK(reason("trigger") ==
        "The filter gives \"people.registered\", which is neither true nor false.");
  CHECK(reason("len") == "The filter gives a function, which is neither true nor false.");
}

TEST_CASE("filter: says which comparison failed and what it saw") {
  CHECK(reason("session.registrants_count > 100") ==
        "session.registrants_count > 100 is false: session.registrants_count is 12");
  CHECK(reason("person.email in person.tags") ==
        "person.email in person.tags is false: person.email is \"a@b.example\", person.tags is []");
  CHECK(reason("event.owner == person") ==
        "event.owner == person is false: event.owner is null, person is an object with 3 members");
  CHECK(reason("person.is_attendance") == "person.is_attendance is false");
  CHECK(reason("!trigger") == "!trigger is false: trigger is \"people.registered\"");
  CHECK(reason("1 > 2") == "1 > 2 is false");
}

TEST_CASE("filter: of && it names the first part that failed, of || all of them") {
  CHECK(reason("trigger == 'people.registered' && person.is_attendance && 1 > 2") ==
        "person.is_attendance is false");
  CHECK(reason("event.language == 'fr' || session.registrants_count < 5") ==
        "event.language == 'fr' is false: event.language is \"en\"; "
        "session.registrants_count < 5 is false: session.registrants_count is 12");
}

TEST_CASE("filter: one that cannot be evaluated does not pass and says why") {
  CHECK(reason("persn.email == ''") ==
        "The filter cannot be evaluated: There is no variable \"persn\" (at column 1 of "
        "\"persn.email == ''\"). Did you mean \"person\"?");
  CHECK(reason("person.emial == ''").find("Did you mean \"email\"?") != std::string::npos);
  CHECK(reason("trigger > 1").find("not a text and a number") != std::string::npos);
}

TEST_CASE("filter: rejecting is told from failing") {
  CHECK(decided("1 == 1").verdict == Verdict::passes);
  CHECK(decided("1 == 2").verdict == Verdict::rejects);
  CHECK(decided("persn").verdict == Verdict::fails);
  CHECK(decided("12").verdict == Verdict::fails);
}

TEST_CASE("filter: the steps of one evaluation are bounded") {
  // Each item looked at is a step, and so is each that is made.
  const std::string list = "range(0, 10000)";
  const auto repeated = [&](int times) {
    std::string filter = "-1 in " + list;
    for (int i = 1; i < times; ++i) {
      filter += " || -1 in " + list;
    }
    return filter;
  };
  CHECK(decided(repeated(4)).verdict == Verdict::rejects);
  const Decision slow = decided(repeated(5));
  CHECK(slow.verdict == Verdict::fails);
  CHECK(slow.reason.rfind("The filter cannot be evaluated: This takes more than " +
                              std::to_string(kFilterStepsMax) + " steps; ask for less.",
                          0) == 0);
}

TEST_CASE("filter: a reason is bounded in length") {
  std::string many = "trigger == ''";
  const std::string one = reason(many);
  while (many.size() < 900) {
    many.insert(0, "(").append(") || trigger == ''");
  }
  const std::string all = reason(many);
  CHECK(all.rfind(one + "; " + one, 0) == 0);
  CHECK(all.size() == kReasonBytesMax + std::string("…").size());
  CHECK(all.substr(kReasonBytesMax) == "…");
}

TEST_CASE("filter: a reason is bounded in steps, and stays true beyond them") {
  const std::string slow_truth = "!(-1 in range(0, 10000))";
  CHECK(reason("(" + slow_truth + " && len(range(0, 10000)) == 1) && true") ==
        "len(range(0, 10000)) == 1 is false: len(range(0, 10000)) is 10000");
  const std::string two = slow_truth + " && " + slow_truth;
  CHECK(reason("((" + two + ") && len(range(0, 10000)) == 1) && true") ==
        "len(range(0, 10000)) == 1 is false: len(range(0, 10000)) is …");
  const std::string three = two + " && " + slow_truth;
  const std::string not_taken_apart = reason("((" + three + ") && 1 > 2) && true");
  CHECK(not_taken_apart.rfind("(!(-1 in range(0, 10000)) && ", 0) == 0);
  CHECK(not_taken_apart.substr(kExcerptBytes) == "… is false");
}

TEST_CASE("filter: syntax errors are problems with a column") {
  const Problem problem = refusal("person.email = 'a'");
  CHECK(problem.path == "/filter");
  CHECK(problem.code == "expression-syntax");
  CHECK(problem.message.find("at column 14") != std::string::npos);
  for (const std::string_view wrong :
       {"", "(", "a b", "a +", "a.", "a.1", "f(,)", "f(1,)", "[1,]", "a[]", "a[1 2]", "{a 1}",
        "{'a': 1", "'open", "a & b", "a % b", "1..2", "\xC3\xA9"}) {
    CAPTURE(wrong);
    CHECK(refusal(wrong).code == "expression-syntax");
  }
}

TEST_CASE("filter: an expression's length and depth are bounded") {
  const std::string longest = "1" + std::string(kExpressionBytesMax - 1, ' ');
  CHECK(compile_filter(longest, "").ok());
  CHECK(refusal(longest + " ").code == "expression-too-long");

  const std::string deepest = std::string(kExpressionDepthMax - 1, '!') + "true";
  CHECK(compile_filter(deepest, "").ok());
  CHECK(refusal("!" + deepest).code == "too-deep");
  std::string chain = "1";
  for (std::size_t i = 1; i < kExpressionDepthMax; ++i) {
    chain += "+1";
  }
  CHECK(compile_filter(chain, "").ok());
  CHECK(refusal(chain + "+1").code == "too-deep");
  CHECK(refusal(std::string(1000, '(')).code == "too-deep");
  CHECK(refusal(std::string(1000, '-')).code == "too-deep");
  CHECK(refusal(std::string(1000, '[')).code == "too-deep");
}
