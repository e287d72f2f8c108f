#include "core/matching/matching.hpp"

#include <doctest/doctest.h>

#include "core/json_e/limits.hpp"
#include "tests/core/checks.hpp"

using namespace hookstorm;

namespace {

const nlohmann::json kUnchanged = nlohmann::json::object();

Webhook webhook_with(const nlohmann::json& changes) {
  nlohmann::json document = {{"id", "b836c804-8696-4946-a8c8-ece61da0ecd6"},
                             {"triggers", {"people.registered"}},
                             {"url", "https://a.example/"}};
  document.update(changes);
  auto webhook = parse_webhook(document.dump(), HttpTargets::refused);
  REQUIRE_MESSAGE(webhook.ok(), test::codes(webhook.problems()));
  return std::move(webhook.value());
}

Occurrence sample_of(Trigger trigger) {
  return parse_occurrence(sample_occurrence(trigger), Checking::strict).value();
}

Match matched(const nlohmann::json& changes, Trigger trigger = Trigger::people_registered) {
  const Occurrence occurrence = sample_of(trigger);
  OccurrenceContext context(occurrence);
  return matches(webhook_with(changes), context, "msg_1");
}

Match filtered(const std::string& filter) {
  return matched({{"filter", filter}});
}

std::string written(const Match& match) {
  json::Writer writer;
  write_match(writer, match);
  return writer.take();
}

}  // namespace

TEST_CASE("matching: an enabled webhook with the trigger and without a filter takes it") {
  CHECK(matched(kUnchanged).passes());
  CHECK(written(matched(kUnchanged)) == R"({"passes":true})");
}

TEST_CASE("matching: another trigger counts before being disabled, and that before the filter") {
  const nlohmann::json disabled = {{"enabled", false}, {"filter", "false"}};
  CHECK(matched(disabled, Trigger::session_ended).skipped == SkipReason::trigger);
  CHECK(matched(disabled).skipped == SkipReason::disabled);
  CHECK(filtered("false").skipped == SkipReason::filter);
}

TEST_CASE("matching: a filter sees canonical records, the trigger, and when it occurred") {
  CHECK(filtered("trigger == 'people.registered' && now == occurred_at && "
                 "person.email == 'noemie.garnier+events@example.org' && "
                 "session.room_link != '' && event.estimated_duration == 2700")
            .passes());
}

TEST_CASE("matching: a filter that rejects says which part decided, and what it saw") {
  const Match match = filtered("person.role == 'participant' && event.language == 'fr'");
  CHECK(match.skipped == SkipReason::filter);
  CHECK(match.explanation == "event.language == 'fr' is false: event.language is \"en\"");
  CHECK(written(match) ==
        R"({"passes":false,"reason":"filter","explanation":"event.language == 'fr' is false: )"
        R"(event.language is \"en\""})");
}

TEST_CASE("matching: a filter that cannot be evaluated is told from one that rejects") {
  const Match failed = filtered("persn.role == 'participant'");
  CHECK(failed.skipped == SkipReason::filter_failed);
  CHECK(failed.explanation.find("Did you mean \"person\"?") != std::string::npos);
  CHECK(filtered("session.registrants_count").skipped == SkipReason::filter_failed);
}

TEST_CASE("matching: body is that of the webhook's own family, also after another webhook's") {
  const Occurrence occurrence = sample_of(Trigger::people_registered);
  OccurrenceContext context(occurrence);
  const nlohmann::json legacy = {{"family", "legacy"},
                                 {"filter", "body.attendee.first_name == 'Noémie'"}};
  const nlohmann::json extended = {
      {"filter", "body.data.meta.webhook.id == 'b836c804-8696-4946-a8c8-ece61da0ecd6'"}};
  for (const nlohmann::json& changes : {legacy, extended, legacy}) {
    const Match match = matches(webhook_with(changes), context, "msg_1");
    CHECK_MESSAGE(match.passes(), match.explanation);
  }
  const Match without = matches(webhook_with({{"filter", "body.data.type == 'x'"}}), context, "m");
  CHECK(without.explanation == "body.data.type == 'x' is false: body.data.type is \"people\"");
  CHECK(matches(webhook_with({{"filter", "person.id != ''"}}), context, "m").passes());
}

TEST_CASE("matching: every reason has a name that is read again, and something to tell") {
  for (const SkipReason reason :
       {SkipReason::trigger, SkipReason::disabled, SkipReason::filter, SkipReason::filter_failed}) {
    CHECK(skip_reason_named(name_of(reason)) == reason);
    CHECK_FALSE(explanation_of({reason, {}}).empty());
  }
  CHECK(name_of(SkipReason::filter_failed) == "filter-failed");
  CHECK_FALSE(skip_reason_named("filter_failed"));
  CHECK(explanation_of({}).empty());
}
