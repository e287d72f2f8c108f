#include <cstdlib>
#include <filesystem>
#include <utility>

#include <doctest/doctest.h>

#include "core/family/body.hpp"
#include "tests/core/checks.hpp"
#include "tests/inputs/body_forms.hpp"

using namespace hookstorm;

namespace {

/// The webhook's id in the vendor's own examples.
std::string_view webhook_id_of(Trigger trigger) {
  return trigger == Trigger::event_created ? "b836c804-8696-4946-a8c8-ece61da0ecd6"
                                           : "86c06b1c-440e-4693-90bc-f68ba21036f3";
}

/// The headers that the family gives the request, an empty line, and the body with line breaks.
std::string shown(const Body& body) {
  std::string text = "content-type: " + std::string(body.content_type) + "\n";
  for (const Header& header : body.headers) {
    text += header.name + ": " + header.value + "\n";
  }
  return text + "\n" + nlohmann::ordered_json::parse(body.text).dump(2) + "\n";
}

/// What changed, for people: the bodies' differences as JSON Patch, or all where headers changed.
std::string difference(const std::string& before, const std::string& after) {
  const std::size_t end_before = before.find("\n\n");
  const std::size_t end_after = after.find("\n\n");
  if (end_before == std::string::npos ||
      before.substr(0, end_before) != after.substr(0, end_after)) {
    return after;
  }
  return nlohmann::json::diff(nlohmann::json::parse(before.substr(end_before)),
                              nlohmann::json::parse(after.substr(end_after)))
      .dump(2);
}

void compare(const Body& body, const std::string& file_name) {
  CAPTURE(file_name);
  // What the file cannot tell: nothing is sent between the tokens.
  CHECK(nlohmann::ordered_json::parse(body.text).dump() == body.text);
  const std::string golden = test::golden_file(file_name);
  const std::string built = shown(body);
  if (built == golden) {
    return;
  }
  const std::string changes = difference(golden, built);
  if (std::getenv("HOOKSTORM_REWRITE_GOLDEN") == nullptr) {
    FAIL_CHECK(file_name << " is not what is built; it differs by " << changes);
    return;
  }
  const std::filesystem::path path = std::filesystem::path(HOOKSTORM_GOLDEN_DIR) / file_name;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path) << built;
  MESSAGE(file_name << " was written again: " << changes);
}

void compare_forms(const Occurrence& occurrence, const std::string& folder) {
  const std::string_view trigger = facts(occurrence.trigger).name;
  const BodyIds ids = {.webhook_id = webhook_id_of(occurrence.trigger),
                       .message_id = "msg_01M859TYXHXHQVG25PPXT33EBM"};
  for (const auto& [name, form] : test::kBodyForms) {
    if (supports(form.family, occurrence.trigger)) {
      std::string file_name = "bodies/";
      file_name.append(folder).append("/").append(name).append("/").append(trigger).append(".http");
      compare(build_body(occurrence, form, ids).value(), file_name);
    }
  }
}

}  // namespace

TEST_CASE("golden: every documented body is built from its occurrence, key order included") {
  for (const Trigger documented_trigger : test::kDocumentedTriggers) {
    const TriggerFacts& trigger = facts(documented_trigger);
    CAPTURE(trigger.name);
    const std::string file_name = std::string(trigger.name) + ".json";
    const auto occurrence =
        parse_occurrence(test::golden_file("occurrences/" + file_name), Checking::lenient);
    CAPTURE(test::codes(occurrence.problems()));
    REQUIRE(occurrence.ok());
    const auto documented = nlohmann::ordered_json::parse(test::golden_file("bodies/" + file_name));
    CHECK(test::built_body(occurrence.value(), trigger.documented_family,
                           webhook_id_of(trigger.trigger)) == documented.dump());
  }
}

TEST_CASE("golden: every form of the body of every occurrence is the one that was reviewed") {
  for (const TriggerFacts& trigger : triggers()) {
    const auto sample = parse_occurrence(sample_occurrence(trigger.trigger), Checking::strict);
    compare_forms(sample.value(), "samples");
  }
  for (const Trigger trigger : test::kDocumentedTriggers) {
    const std::string file_name = "occurrences/" + std::string(facts(trigger).name) + ".json";
    const auto documented = parse_occurrence(test::golden_file(file_name), Checking::lenient);
    compare_forms(documented.value(), "documented");
  }
}

TEST_CASE("golden: redacted ids of the vendor's examples are refused by strict checking") {
  const auto occurrence =
      parse_occurrence(test::golden_file("occurrences/event.created.json"), Checking::strict);
  CHECK_FALSE(occurrence.ok());
  CHECK(test::has_problem(occurrence.problems(), "/event/id", "invalid-uuid"));
  CHECK(test::has_problem(occurrence.problems(), "/event/owner/id", "invalid-uuid"));
  CHECK(test::has_problem(occurrence.problems(), "/event/registration_link", "link-mismatch"));
}
