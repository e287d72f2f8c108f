#include "core/replay/replay.hpp"

#include <string>

#include "core/occurrence/samples.hpp"
#include "core/replay/delivery_log.hpp"
#include "tests/differential/digest.hpp"
#include "tests/differential/functions.hpp"
#include "tests/inputs/mutation.hpp"

namespace hookstorm::test {
namespace {

Webhook webhook_of(std::string_view text) {
  return parse_webhook(text, TargetPolicy::of_stored()).value();  // Sound: a literal.
}

/// A line of a log as it is written: a delivery or a skip.
std::string line_of(Trigger trigger, const Webhook& webhook, bool is_skip) {
  LogEntry entry;
  entry.message_id = "msg_1";
  entry.accepted_at = 1'700'000'000'000;
  entry.occurrence = sample_occurrence(trigger);
  entry.webhook = &webhook;
  if (is_skip) {
    entry.skip = Match{.skipped = SkipReason::filter, .explanation = "it rejects"};
  }
  entry.attempts.emplace_back().attempted_at = 1'700'000'000'123;
  return log_line(entry);
}

}  // namespace

void digest_replays() {
  const Webhook logged = webhook_of(
      R"({"triggers":["people.registered","session.ended","job.ended"],"url":"https://a.example/"})");
  const Webhook edited =
      webhook_of(R"({"triggers":["people.registered","job.ended"],"url":"https://a.example/b",)"
                 R"("family":"cloudevents","filter":"occurred_at != ''","headers":{"X-One":"1"}})");
  std::vector<std::vector<std::string>> lines;
  for (const Trigger trigger : {Trigger::job_ended, Trigger::people_registered}) {
    for (const bool is_skip : {false, true}) {
      lines.push_back(tokens_of(line_of(trigger, logged, is_skip)));
    }
  }
  Random random(kSeed);
  Digest digest("replay_log");
  for (int i = 0; i < kInputs; ++i) {
    const Webhook& webhook = random.one_in(2) ? logged : edited;
    const std::string line = with_tokens_changed(random, random.pick(lines));
    digest.add(replay_log(line, webhook, {.requests = random.one_in(4)}));
  }
}

}  // namespace hookstorm::test
