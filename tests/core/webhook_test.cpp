#include "core/webhook/webhook.hpp"

#include <doctest/doctest.h>

#include "tests/core/checks.hpp"

using namespace hookstorm;

namespace {

constexpr const char* kComplete =
    R"({"id":"b836c804-8696-4946-a8c8-ece61da0ecd6","name":"CRM","triggers":["event.created","people.registered"],)"
    R"("url":"https://hooks.example.com/in","family":"legacy","pick":["/webinar/title"],)"
    R"("headers":{"authorization":"Bearer a"},"enabled":false,)"
    R"("secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})";

Problems problems_of(const nlohmann::ordered_json& webhook) {
  return parse_webhook(webhook.dump(), HttpTargets::refused).problems();
}

}  // namespace

TEST_CASE("webhook: parses a complete configuration and writes it again") {
  const auto webhook = parse_webhook(kComplete, HttpTargets::refused);
  REQUIRE(webhook.ok());
  CHECK(webhook.value().wants(Trigger::people_registered));
  CHECK_FALSE(webhook.value().wants(Trigger::session_ended));
  json::Writer writer;
  write_webhook(writer, webhook.value(), SecretShown::yes);
  CHECK(writer.take() == kComplete);
}

TEST_CASE("webhook: the secret is written only where it is asked for") {
  json::Writer writer;
  write_webhook(writer, parse_webhook(kComplete, HttpTargets::refused).value(), SecretShown::no);
  CHECK(writer.take().find("secret") == std::string::npos);
}

TEST_CASE("webhook: a trigger and a URL are enough") {
  const auto webhook = parse_webhook(R"({"triggers":["event.created"],"url":"https://a.example/"})",
                                     HttpTargets::refused);
  REQUIRE(webhook.ok());
  CHECK(webhook.value().family == Family::extended);
  CHECK(webhook.value().enabled);
  CHECK_FALSE(webhook.value().secret.has_value());
}

TEST_CASE("webhook: every problem is reported at its field, all at once") {
  const Problems problems =
      problems_of({{"id", "x"},
                   {"name", "a\nb"},
                   {"triggers", {"event.creatd", 7, "event.created", "event.created"}},
                   {"url", "http://user@host/"},
                   {"family", "legcy"},
                   {"pick", {"title"}},
                   {"headers", {{"Host", "x"}}},
                   {"enabled", "yes"},
                   {"secret", "v1,abc"},
                   {"trigger", "x"}});
  CHECK(test::has_problem(problems, "/id", "invalid-uuid"));
  CHECK(test::has_problem(problems, "/name", "invalid-name"));
  CHECK(test::has_problem(problems, "/headers/Host", "reserved-header"));
  CHECK(test::has_problem(problems, "/triggers/0", "unknown-trigger"));
  CHECK(test::has_problem(problems, "/triggers/1", "wrong-type"));
  CHECK(test::has_problem(problems, "/triggers/3", "duplicate-trigger"));
  CHECK(test::has_problem(problems, "/url", "url-http-refused"));
  CHECK(test::has_problem(problems, "/url", "url-user-info"));
  CHECK(test::has_problem(problems, "/family", "unknown-family"));
  CHECK(test::has_problem(problems, "/enabled", "wrong-type"));
  CHECK(test::has_problem(problems, "/secret", "invalid-secret"));
  CHECK(test::has_problem(problems, "/trigger", "unknown-field"));
  CHECK(test::has_problem(problems, "/pick/0", "invalid-pointer"));
  CHECK(problems.list().size() == 13);
}

TEST_CASE("webhook: a trigger and a URL must be there") {
  Problems problems = problems_of(nlohmann::ordered_json::object());
  CHECK(test::has_problem(problems, "/triggers", "missing-field"));
  CHECK(test::has_problem(problems, "/url", "missing-field"));
  problems = problems_of({{"triggers", nlohmann::ordered_json::array()}, {"url", 1}});
  CHECK(test::has_problem(problems, "/triggers", "no-trigger"));
  CHECK(test::has_problem(problems, "/url", "wrong-type"));
  CHECK(test::has_problem(problems_of(7), "", "wrong-type"));
}

TEST_CASE("webhook: a name is as long as the limit and no longer") {
  nlohmann::ordered_json webhook = {{"name", std::string(kNameBytesMax, 'a')},
                                    {"triggers", {"event.created"}},
                                    {"url", "https://a.example/"}};
  CHECK(problems_of(webhook).empty());
  webhook["name"] = std::string(kNameBytesMax + 1, 'a');
  CHECK(test::has_problem(problems_of(webhook), "/name", "too-long"));
}

TEST_CASE("webhook: refuses triggers for which its family has no body") {
  const auto problems_of = [](const std::string& triggers, const std::string& family) {
    return parse_webhook(R"({"triggers":)" + triggers + R"(,"family":")" + family +
                             R"(","url":"https://a.example/"})",
                         HttpTargets::refused)
        .problems();
  };
  CHECK(test::has_problem(problems_of(R"(["event.created","job.ended"])", "legacy"), "/family",
                          "family-trigger-mismatch"));
  CHECK(problems_of(R"(["event.created","people.attended"])", "legacy").empty());
  CHECK(problems_of(R"(["event.created","job.ended"])", "extended").empty());
}

TEST_CASE(
    "webhook: a filter is compiled when the webhook is checked, and written as it was given") {
  const std::string text =
      R"({"name":"","triggers":["event.created"],"url":"https://a.example/","family":"extended",)"
      R"("filter":"event.language  in ['en']","enabled":true})";
  const auto webhook = parse_webhook(text, HttpTargets::refused);
  REQUIRE(webhook.ok());
  json::Writer writer;
  write_webhook(writer, webhook.value(), SecretShown::yes);
  CHECK(writer.take() == text);
  const nlohmann::ordered_json sound = nlohmann::ordered_json::parse(text);
  const auto problems_with = [&](const nlohmann::ordered_json& filter) {
    nlohmann::ordered_json changed = sound;
    changed["filter"] = filter;
    return problems_of(changed);
  };
  CHECK(test::has_problem(problems_with("event.language ="), "/filter", "expression-syntax"));
  CHECK(test::has_problem(problems_with(""), "/filter", "expression-syntax"));
  CHECK(test::has_problem(problems_with(std::string(5000, '1')), "/filter", "expression-too-long"));
  CHECK(test::has_problem(problems_with(true), "/filter", "wrong-type"));
}

TEST_CASE("webhook: a template is written again as it was given") {
  const std::string text =
      R"({"name":"","triggers":["event.created"],"url":"https://a.example/","family":"extended",)"
      R"("template":{"b":"${event.title}","a":[1.50,null]},"enabled":true})";
  const auto webhook = parse_webhook(text, HttpTargets::refused);
  REQUIRE(webhook.ok());
  json::Writer writer;
  write_webhook(writer, webhook.value(), SecretShown::yes);
  CHECK(writer.take() == text);
}

TEST_CASE("webhook: a template's problems come with all others, and pick excludes a template") {
  const Problems problems = problems_of({{"triggers", {"event.created"}},
                                         {"url", 1},
                                         {"template", {{"a", "${1 +}"}, {"b", "${)}"}}},
                                         {"pick", {"x"}}});
  CHECK(test::has_problem(problems, "/url", "wrong-type"));
  CHECK(test::has_problem(problems, "/template", "conflicting-fields"));
  CHECK(test::has_problem(problems, "/template/a", "expression-syntax"));
  CHECK(test::has_problem(problems, "/template/b", "expression-syntax"));
  CHECK(test::has_problem(problems, "/pick/0", "invalid-pointer"));
}

TEST_CASE("webhook: null takes filter, template and pick away") {
  CHECK(problems_of({{"triggers", {"event.created"}},
                     {"url", "https://a.example/"},
                     {"filter", nullptr},
                     {"template", nullptr},
                     {"pick", nullptr}})
            .empty());
}
