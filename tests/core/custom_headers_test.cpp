#include "core/webhook/custom_headers.hpp"

#include <doctest/doctest.h>

#include "core/json/parser.hpp"
#include "tests/core/checks.hpp"

using namespace hookstorm;

namespace {

Result<std::vector<Header>> check(const nlohmann::ordered_json& headers) {
  const std::string text = headers.dump();
  const auto document = json::parse(text);
  return check_custom_headers(document.value(), "/headers");
}

Problems problems_of(const std::string& name, const std::string& value) {
  return check({{name, value}}).problems();
}

}  // namespace

TEST_CASE("custom headers: names and values are kept as given, in order") {
  const auto kept = check({{"X-Team", "live events\t1"}, {"authorization", "Bearer a.b-c"}});
  REQUIRE(kept.ok());
  REQUIRE(kept.value().size() == 2);
  CHECK(kept.value()[0].name == "X-Team");
  CHECK(kept.value()[0].value == "live events\t1");
  CHECK(kept.value()[1].name == "authorization");
}

TEST_CASE("custom headers: a line break cannot get in, neither by the name nor by the value") {
  for (const std::string_view part : {"a\r\nb", "a\nb", "a\rb", "\n", "a\n"}) {
    CAPTURE(part);
    CHECK(test::has_problem(problems_of("x", std::string(part)), "/headers/x",
                            "invalid-header-value"));
    CHECK(test::has_problem(problems_of(std::string(part), "x"), child_path("/headers", part),
                            "invalid-header-name"));
  }
  CHECK(test::has_problem(problems_of("x", std::string("a\0b", 3)), "/headers/x",
                          "invalid-header-value"));
}

TEST_CASE("custom headers: values are not empty and have no spaces around them") {
  for (const char* value : {"", " a", "a ", "\ta", "a\x7F", "caf\xC3\xA9"}) {
    CAPTURE(value);
    CHECK(test::has_problem(problems_of("x", value), "/headers/x", "invalid-header-value"));
  }
}

TEST_CASE("custom headers: names are tokens") {
  for (const char* name : {"", "a b", "a:b", "caf\xC3\xA9", "a/b", "(a)"}) {
    CAPTURE(name);
    CHECK(test::has_problem(problems_of(name, "x"), child_path("/headers", name),
                            "invalid-header-name"));
  }
}

TEST_CASE("custom headers: what the request, the connection or a signature sets is reserved") {
  for (const char* name :
       {"Host", "Content-Length", "Transfer-Encoding", "CONNECTION", "TE", "Trailer", "Upgrade",
        "Keep-Alive", "Proxy-Authorization", "Expect", "Webhook-Id", "webhook-signature", "ce-type",
        "X-Livestorm-Signature", "User-Agent", "Content-Type"}) {
    CAPTURE(name);
    CHECK(
        test::has_problem(problems_of(name, "x"), child_path("/headers", name), "reserved-header"));
  }
}

TEST_CASE("custom headers: a name stands once, whatever its case") {
  const auto headers = check({{"X-Team", "a"}, {"x-team", "b"}});
  CHECK(test::has_problem(headers.problems(), "/headers/x-team", "duplicate-header"));
}

TEST_CASE("custom headers: a signing secret does not leave") {
  CHECK(test::has_problem(problems_of("authorization", "Bearer whsec_MfKQ9r8GKYqrTwjUPD8ILPZI"),
                          "/headers/authorization", "header-holds-secret"));
}

TEST_CASE("custom headers: hold what the limits say, and nothing above") {
  nlohmann::ordered_json headers = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < kCustomHeadersMax; ++i) {
    headers["x-" + std::to_string(i)] = "v";
  }
  CHECK(check(headers).ok());
  headers["x-more"] = "v";
  CHECK(test::has_problem(check(headers).problems(), "/headers", "too-long"));

  CHECK(problems_of(std::string(kHeaderNameBytesMax, 'a'), "v").empty());
  CHECK(problems_of(std::string(kHeaderNameBytesMax + 1, 'a'), "v").has_errors());
  CHECK(problems_of("x", std::string(kHeaderValueBytesMax, 'a')).empty());
  CHECK(test::has_problem(problems_of("x", std::string(kHeaderValueBytesMax + 1, 'a')),
                          "/headers/x", "too-long"));
}

TEST_CASE("custom headers: anything but an object of texts is refused") {
  CHECK(test::has_problem(check(nlohmann::ordered_json::array()).problems(), "/headers",
                          "wrong-type"));
  CHECK(test::has_problem(check({{"x", 1}}).problems(), "/headers/x", "wrong-type"));
}
