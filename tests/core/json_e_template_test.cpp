#include <doctest/doctest.h>

#include "checks.hpp"
#include "core/json/parser.hpp"
#include "core/json_e/limits.hpp"
#include "core/json_e/template.hpp"

using namespace hookstorm;
using namespace hookstorm::json_e;
using test::has_problem;

namespace {

constexpr EpochMilliseconds kNow = 1621332000000;  // 2021-05-18T10:00:00Z

constexpr std::string_view kVariables = R"j({
  "name": "Ada", "n": 3, "price": 1.50, "big": 12345678901234567890, "none": null,
  "list": [3, 1, 2], "nested": [[1, [2]], [3]],
  "people": [{"name": "B", "age": 2}, {"name": "A", "age": 10}],
  "object": {"k": 1, "l": [true]}
})j";

Result<std::string> rendered(std::string_view document) {
  const auto parsed = json::parse(document);
  REQUIRE_MESSAGE(parsed.ok(), document);
  const auto compiled = compile_template(parsed.value(), "/template");
  if (!compiled.ok()) {
    return Result<std::string>(compiled.problems());
  }
  const auto variables = json::parse(kVariables);
  return render(compiled.value(), Context(variables.value(), kNow));
}

std::string result(std::string_view document) {
  const auto given = rendered(document);
  return given.ok() ? given.value() : test::codes(given.problems());
}

/// The value of an expression.
std::string value(const std::string& expression) {
  return result(R"j({"$eval": ")j" + expression + R"j("})j");
}

/// The code for which an expression is refused.
std::string code(const std::string& expression) {
  const auto given = rendered(R"j({"$eval": ")j" + expression + R"j("})j");
  return given.ok() ? given.value() : given.problems().list().front().code;
}

}  // namespace

TEST_CASE("template: operators follow their precedence") {
  CHECK(value("1 + 2 * 3 ** 2 - 4 / 2") == "17");
  CHECK(value("2 ** 3 ** 2") == "512");
  CHECK(value("-2 ** 2") == "4");
  CHECK(value("2 ** -1") == "0.5");
  CHECK(value("10 - 2 - 3") == "5");
  CHECK(value("(1 + 2) * 3") == "9");
  CHECK(value("'a' + 'b' < 'b' && !false || false") == "true");
  CHECK(code("1 in [1, 2] == false") == "type-mismatch");  // `in` binds less tightly than `==`.
}

TEST_CASE("template: comparisons are by value and by kind") {
  CHECK(value("list == [3, 1, 2] && object == {l: [true], k: 1} && none == null") == "true");
  CHECK(value("1 == '1' || [1] == [1, 2] || {} == [] || null == false") == "false");
  CHECK(value("1 <= 1 && 2 >= 1 && 'a' < 'b' && 'B' < 'a' && 1 != 2") == "true");
  CHECK(value("'\xF0\x9F\x98\x80' < '\xEE\x80\x80'") == "true");
  CHECK(value("'\xEE\x80\x80' < '\xF0\x9F\x98\x80'") == "false");
  CHECK(value("'da' in name && 'k' in object && !(4 in list)") == "true");
  CHECK(code("1 < 'a'") == "type-mismatch");
  CHECK(code("1 in 2") == "type-mismatch");
}

TEST_CASE("template: numbers keep their digits when passed on and are JavaScript's when computed") {
  CHECK(result(R"j([{"$eval": "big"}, {"$eval": "price"}, 1.50, "${big} ${price}"])j") ==
        R"j([12345678901234567890,1.50,1.50,"12345678901234567890 1.5"])j");
  CHECK(value("price + 0.1") == "1.6");
  CHECK(code("1 / 0") == "division-by-zero");
  CHECK(code("10 ** 400") == "not-a-number");
  CHECK(code("2 ** 0.5") == "type-mismatch");
  CHECK(code("sqrt(-1)") == "not-a-number");
  CHECK(code("number('x')") == "not-a-number");
}

TEST_CASE("template: indices and slices count characters, from the end where negative") {
  CHECK(value("list[-1] + list[0]") == "5");
  CHECK(value("'a\xC3\xB1\xF0\x9F\x98\x80z'[2:4]") == "\"\xF0\x9F\x98\x80z\"");
  CHECK(value("list[1:] + ''") == "/template type-mismatch; ");
  CHECK(value("[list[1:], list[:-1], list[5:], 'abc'[-2:]]") == R"j([[1,2],[3,1],[],"bc"])j");
  CHECK(value("object['missing']") == "null");
  CHECK(code("list[3]") == "out-of-range");
  CHECK(code("list['a']") == "type-mismatch");
  CHECK(code("list[0.5:1]") == "type-mismatch");
  CHECK(code("object.missing") == "unknown-property");
  CHECK(code("missing") == "unknown-variable");
  CHECK(code("n.x") == "type-mismatch");
  CHECK(code("n(1)") == "type-mismatch");
}

TEST_CASE("template: built-in functions") {
  CHECK(value("[min(3, 1), max(3, 1), sqrt(9), ceil(1.2), floor(-1.2), abs(-2)]") ==
        "[1,3,3,2,-2,2]");
  CHECK(value("[lowercase('ÄB'), uppercase('straße ñ'), str(1.50), str(null), number('2.5')]") ==
        R"j(["äb","STRASSE Ñ","1.5","null",2.5])j");
  CHECK(value("[len('añ'), len(list), strip(' a '), lstrip(' a '), rstrip(' a ')]") ==
        R"j([2,3,"a","a "," a"])j");
  CHECK(value("[split('a,b', ','), split('añ', ''), join(['a', 1, true], '-')]") ==
        R"j([["a","b"],["a","ñ"],"a-1-true"])j");
  CHECK(value("[range(1, 3), range(3, 0, -2), range(3, 1)]") == "[[1,2],[3,1],[]]");
  CHECK(value("[typeof(1), typeof(''), typeof(null), typeof([]), typeof({}), typeof(len), "
              "typeof(true)]") ==
        R"j(["number","string","null","array","object","function","boolean"])j");
  CHECK(value("[defined('n'), defined('m'), defined('len')]") == "[true,false,true]");
  CHECK(value("[now, fromNow('1 day -1 hour')]") == "/template invalid-duration; ");
  CHECK(value("[now, fromNow('-1 day'), fromNow('', '2020-01-01T00:00:00Z')]") ==
        R"j(["2021-05-18T10:00:00.000Z","2021-05-17T10:00:00.000Z","2020-01-01T00:00:00.000Z"])j");
  CHECK(code("len(1)") == "type-mismatch");
  CHECK(code("len()") == "wrong-arguments");
  CHECK(code("join([[]], '')") == "type-mismatch");
  CHECK(code("fromNow('1 day', 'x')") == "invalid-timestamp");
  CHECK(code("fromNow('-100 years')") == "out-of-range");
  CHECK(code("range(1, 2, 0)") == "out-of-range");
  CHECK(code("len") == "uncalled-function");
}

TEST_CASE("template: texts hold values, and $${ stands for ${") {
  CHECK(result(R"j(["Hi ${name}: ${n + 1}, ${none}${n == 3}", "$${n} $$${n} ${'}'}", "$ {"])j") ==
        R"j(["Hi Ada: 4, true","${n} $${n} }","$ {"])j");
  CHECK(result(R"j({"${name}-${n}": 1, "$$eval": "n"})j") == R"j({"Ada-3":1,"$eval":"n"})j");
  CHECK(result(R"j({"a": ["${list}"]})j") == "/template/a/0 type-mismatch; ");
  CHECK(result(R"j("${n")j") == "/template expression-syntax; ");
  CHECK(result(R"j({"${name}": 1, "${'Ada'}": 2})j") == R"j({"Ada":2})j");
}

TEST_CASE("template: $if, $switch, $match and $find choose, and what is not chosen goes away") {
  CHECK(result(R"j([{"$if": "n > 2", "then": 1, "else": 2}, {"$if": "false", "then": 3}, 4])j") ==
        "[1,4]");
  CHECK(result(R"j({"a": {"$if": "none", "then": 3}})j") == "{}");
  CHECK(result(R"j({"$if": "false", "then": 3})j") == "null");
  CHECK(result(R"j({"$switch": {"n == 3": "three", "$default": "other"}})j") == "\"three\"");
  CHECK(result(R"j({"$switch": {"n == 4": "four", "$default": "other"}})j") == "\"other\"");
  CHECK(result(R"j({"$switch": {"n == 3": 1, "n > 0": 2}})j") == "/template several-cases; ");
  CHECK(result(R"j({"$match": {"n == 3": "b", "n > 9": "c", "n < 4": "a"}})j") == R"j(["a","b"])j");
  CHECK(result(R"j([{"$find": {"$eval": "list"}, "each(x, i)": "x < 3 && i > 0"
}])j") == "[1]");
  CHECK(result(R"j([{"$find": {"$eval": "list"}, "each(x)": "x > 3"
}])j") == "[]");
}

TEST_CASE("template: $let, $map and $reduce bring variables") {
  CHECK(result(R"j({"$let": {"x": {"$eval": "n * 2"}}, "in": ["${x}", {"$eval": "name"}]})j") ==
        R"j(["6","Ada"])j");
  CHECK(result(R"j({"$let": {"a b": 1}, "in": 1})j") == "/template invalid-name; ");
  CHECK(result(R"j({"$map": {"$eval": "people"}, "each(p, i)": "${i}${p.name}"
})j") == R"j(["0B","1A"])j");
  CHECK(result(R"j({"$map": {"a": 1, "b": 2}, "each(v, k)": {
  "${k}${k}" : {
    "$eval" : "v + 1"
  }}
  })j") == R"j({"aa":2,"bb":3})j");
  CHECK(result(R"j({"$map": {"a": 1}, "each(x)": {
  "${x.key}" : {
    "$eval" : "x"
  }}
  })j") == R"j({"a":{"key":"a","val":1}})j");
  CHECK(result(R"j({"$map": 1, "each(x)": 1
  })j") == "/template type-mismatch; ");
  CHECK(result(
            R"j({"$reduce": [1, 2, 3], "initial": 0, "each(sum, x)": {
  "$eval" : "sum + x"}
  })j") == "6");
  CHECK(result(R"j({"$reduce": [5], "initial": "${n}", "each(sum, x, i)": {
  "$eval" : "sum"}
  })j") == "\"${n}\"");
}

TEST_CASE("template: lists and objects are merged, flattened, sorted and turned") {
  CHECK(result(R"j({"$merge": [{"a": 1, "b": 1}, {"b": 2}]})j") == R"j({"a":1,"b":2})j");
  CHECK(result(R"j({"$mergeDeep": [{"a": {"x": [1]}}, {"a": {"x": [2], "y": 1}}]})j") ==
        R"j({"a":{"x":[1,2],"y":1}})j");
  CHECK(result(R"j({"$flatten": {"$eval": "nested"}})j") == "[1,[2],3]");
  CHECK(result(R"j({"$flattenDeep": {"$eval": "nested"}})j") == "[1,2,3]");
  CHECK(result(R"j({"$reverse": {"$eval": "list"}})j") == "[2,1,3]");
  CHECK(result(R"j({"$sort": {"$eval": "list"}})j") == "[1,2,3]");
  CHECK(result(R"j({"$map": {"$sort": {"$eval": "people"}, "by(p)": "p.name"},
                    "each(p)": "${p.name}"})j") == R"j(["A","B"])j");
  CHECK(result(R"j({"$sort": [1, "a"]})j") == "/template type-mismatch; ");
  CHECK(result(R"j({"$merge": [1]})j") == "/template type-mismatch; ");
  CHECK(result(R"j({"$json": {"b": [1.50], "a": {"$eval": "object"}}})j") ==
        R"j("{\"a\":{\"k\":1,\"l\":[true]},\"b\":[1.50]}")j");
  CHECK(result(R"j({"$fromNow": "2 days", "from": "2021-01-01T00:00:00Z"})j") ==
        R"j("2021-01-03T00:00:00.000Z")j");
}

TEST_CASE("template: everything wrong with a document is reported at once, with its place") {
  const auto given = rendered(R"j({
    "a": {"$eval": "1 +"}, "b": {"$if": "true", "than": 1}, "c": {"$map": [], "$sort": []},
    "d": {"$evil": "n"}, "e": {"$map": []}, "f": {"$let": 1, "in": 1}, "g": {"$eval": 1},
    "h": {"$reduce": [], "each(x)": 1}, "i": {"$let": {}}, "j~": "${", "k": {"$match": 1}
  })j");
  REQUIRE_FALSE(given.ok());
  const Problems& problems = given.problems();
  CHECK(has_problem(problems, "/template/a/$eval", "expression-syntax"));
  CHECK(has_problem(problems, "/template/b/than", "unknown-member"));
  CHECK(has_problem(problems, "/template/c", "several-operators"));
  CHECK(has_problem(problems, "/template/d/$evil", "reserved-name"));
  CHECK(has_problem(problems, "/template/e", "missing-member"));
  CHECK(has_problem(problems, "/template/f/$let", "type-mismatch"));
  CHECK(has_problem(problems, "/template/g/$eval", "type-mismatch"));
  CHECK(has_problem(problems, "/template/h", "missing-member"));
  CHECK(has_problem(problems, "/template/h/each(x)", "unknown-member"));
  CHECK(has_problem(problems, "/template/i", "missing-member"));
  CHECK(has_problem(problems, "/template/j~0", "expression-syntax"));
  CHECK(has_problem(problems, "/template/k/$match", "type-mismatch"));

  const auto failed = rendered(R"j({"a": {"$eval": "nam"}, "b": ["${n.x}", "${name}"]})j");
  REQUIRE_FALSE(failed.ok());
  CHECK(has_problem(failed.problems(), "/template/a", "unknown-variable"));
  CHECK(has_problem(failed.problems(), "/template/b/0", "type-mismatch"));
  CHECK(failed.problems().list()[0].message.find("Did you mean \"name\"?") != std::string::npos);
}

TEST_CASE("template: its size is bounded") {
  const std::size_t overhead = 8;
  const std::string largest(kTemplateBytesMax - overhead, 'a');
  CHECK(rendered("\"" + largest + "\"").ok());
  CHECK(result("\"a" + largest + "\"") == "/template template-too-large; ");
}

TEST_CASE("template: nothing runs away") {
  const std::string most = std::to_string(kRangeItemsMax);
  CHECK(value("len(range(0, " + most + "))") == most);
  CHECK(code("range(0, " + most + " + 1)") == "out-of-range");
  // A hundred million steps.
  CHECK(result(R"j({"$let": {"numbers": {"$eval": "range(0, 10000)"}},
                    "in": {"$map": {"$eval": "numbers"},
                           "each(x)": {"$find": {"$eval": "numbers"}, "each(y)": "y < 0"}}})j")
            .find("template-too-slow") != std::string::npos);
  // A text that doubles 40 times.
  CHECK(result(R"j({"$reduce": {"$eval": "range(0, 40)"}, "initial": "a",
                    "each(text, i)": "${text}${text}"})j")
            .find("template-too-large") != std::string::npos);
  // A list that stands in itself twice, 40 times: small in memory, enormous when written.
  const std::string doubling = R"j({"$reduce": {"$eval": "range(0, 40)"}, "initial": [1],
                                    "each(list, i)": [{"$eval": "list"}, {"$eval": "list"}]})j";
  CHECK(result(doubling) == "/template template-too-large; ");
  CHECK(result("{\"$json\": " + doubling + "}") == "/template template-too-large; ");
  CHECK(result("{\"$flattenDeep\": " + doubling + "}") == "/template template-too-slow; ");
}

TEST_CASE("template: a value's depth is bounded") {
  const auto nested = [](std::size_t levels) {
    return R"j({"$reduce": {"$eval": "range(1, )j" + std::to_string(levels) +
           R"j()"}, "initial": [1], "each(list, i)": [{"$eval": "list"}]})j";
  };
  CHECK(rendered(nested(kValueDepthMax)).ok());
  CHECK(result(nested(kValueDepthMax + 1)).find("too-deep") != std::string::npos);
}

TEST_CASE("template: the output's length is bounded, quotes included") {
  const auto repeated = [](std::size_t bytes) {
    return R"j({"$let": {"x": ")j" + std::string(bytes / 8, 'x') +
           R"j("}, "in": "${x}${x}${x}${x}${x}${x}${x}${x})j" + std::string(bytes % 8, 'x') + "\"}";
  };
  CHECK(rendered(repeated(kOutputBytesMax - 2)).ok());
  CHECK(result(repeated(kOutputBytesMax - 1)) == "/template template-too-large; ");
}
