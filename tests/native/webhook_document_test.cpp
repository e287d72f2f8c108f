#include "native/api/webhook_document.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "core/json/parser.hpp"
#include "support.hpp"

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

bool has(const Problems& problems, std::string_view path, std::string_view code) {
  return std::any_of(problems.list().begin(), problems.list().end(), [&](const Problem& problem) {
    return problem.path == path && problem.code == code;
  });
}

Problems problems_of(std::string_view body, std::optional<std::string_view> id = std::nullopt) {
  return webhook_attributes(body, id).problems();
}

Result<Webhook> changed(std::string_view attributes) {
  return changed_webhook(test::webhook(test::kFirstId), json::parse(attributes).value(),
                         [](std::string_view) { return HttpTargets::refused; });
}

}  // namespace

TEST_CASE("webhook document: gives the attributes") {
  const auto attributes =
      webhook_attributes(R"({"data":{"type":"webhooks","attributes":{"name":"a"}}})", std::nullopt);
  REQUIRE(attributes.ok());
  CHECK(attributes.value().find("name")->text == "a");
}

TEST_CASE("webhook document: refuses other documents, with the place") {
  CHECK(has(problems_of("[]"), "", "wrong-type"));
  CHECK(has(problems_of("{}"), "/data", "missing-field"));
  CHECK(has(problems_of(R"({"data":7})"), "/data", "wrong-type"));
  CHECK(has(problems_of(R"({"data":{}})"), "/data/type", "missing-field"));
  CHECK(has(problems_of(R"({"data":{}})"), "/data/attributes", "missing-field"));
  CHECK(
      has(problems_of(R"({"data":{"type":"hooks","attributes":{}}})"), "/data/type", "wrong-type"));
  CHECK(has(problems_of(R"({"data":{"type":"webhooks","attributes":{"id":"x"}}})"),
            "/data/attributes/id", "unknown-field"));
  CHECK(has(problems_of(R"({"data":{"type":"webhooks","attributes":{},"url":"x"}})"), "/data/url",
            "unknown-field"));
}

TEST_CASE("webhook document: an id is refused for a new webhook, and must agree for another") {
  const std::string body =
      R"({"data":{"type":"webhooks","id":")" + test::kFirstId + R"(","attributes":{}}})";
  CHECK(has(problems_of(body), "/data/id", "unknown-field"));
  CHECK(problems_of(body, test::kFirstId).empty());
  CHECK(has(problems_of(body, test::kSecondId), "/data/id", "id-mismatch"));
}

TEST_CASE("webhook document: a change keeps what it does not name") {
  const auto webhook = changed(R"({"url":"https://new.example/","enabled":false})");
  REQUIRE(webhook.ok());
  CHECK(webhook.value().url.text == "https://new.example/");
  CHECK_FALSE(webhook.value().enabled);
  CHECK(webhook.value().name == "for " + test::kFirstId);
  CHECK(webhook.value().secret->key == std::string(32, 'k'));
}

TEST_CASE("webhook document: a change is checked as a whole") {
  CHECK(has(changed(R"({"created_at":1})").problems(), "/data/attributes/created_at",
            "unknown-field"));
  CHECK(has(changed(R"({"triggers":[]})").problems(), "/data/attributes/triggers", "no-trigger"));
  CHECK(has(changed(R"({"url":"http://example.com"})").problems(), "/data/attributes/url",
            "url-http-refused"));
}

TEST_CASE("webhook document: the vendor's event stands for the one trigger") {
  const auto document = [](const std::string& attributes) {
    return R"({"data":{"type":"webhooks","attributes":)" + attributes + "}}";
  };
  const auto taken = webhook_attributes(document(R"({"event":"event.created"})"), std::nullopt);
  REQUIRE(taken.ok());
  CHECK(taken.value().find("event") == nullptr);
  REQUIRE(taken.value().find("triggers") != nullptr);
  CHECK(taken.value().find("triggers")->members.at(0).value.text == "event.created");
  const std::string path = "/data/attributes/event";
  CHECK(has(problems_of(document(R"({"event":"event.gone"})")), path, "unknown-trigger"));
  CHECK(has(problems_of(document(R"({"event":["event.created"]})")), path, "wrong-type"));
  CHECK(has(problems_of(document(R"({"event":"event.created","triggers":["event.created"]})")),
            path, "conflicting-fields"));
}
