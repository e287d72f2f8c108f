#include "tests/inputs/expressions.hpp"

#include <string>
#include <vector>

#include "core/family/body.hpp"
#include "core/json/parser.hpp"
#include "core/json/problems_json.hpp"
#include "core/matching/matching.hpp"
#include "core/occurrence/samples.hpp"
#include "core/request/template_rendering.hpp"
#include "tests/differential/digest.hpp"
#include "tests/differential/functions.hpp"
#include "tests/inputs/body_forms.hpp"

namespace hookstorm::test {
namespace {

std::string shown(const Problems& problems) {
  json::Writer writer;
  json::write_problems(writer, problems);
  return writer.take();
}

std::vector<Occurrence> samples() {
  std::vector<Occurrence> occurrences;
  for (const TriggerFacts& trigger : triggers()) {  // Sound: a test says so.
    occurrences.push_back(
        parse_occurrence(sample_occurrence(trigger.trigger), Checking::strict).value());
  }
  return occurrences;
}

Webhook webhook_for_all(Random& random) {
  Webhook webhook;
  webhook.id = "d2f1a6a6-38f5-4d1e-9b50-0a3a54f1c9d0";
  for (const TriggerFacts& trigger : triggers()) {
    webhook.triggers.push_back(trigger.trigger);
  }
  const BodyForm& form = random.pick(kBodyForms).form;
  webhook.family = form.family;
  webhook.content_mode = form.content_mode;
  webhook.included = form.included;
  webhook.enabled = !random.one_in(50);
  return webhook;
}

void digest_filters(const std::vector<Occurrence>& occurrences) {
  Random random(kSeed);
  Digest compiled("compile_webhook_filter");
  Digest matched("matches");
  for (int matches_made = 0; matches_made < kInputs;) {
    const std::string expression = some_filter(random, 1 + random.below(4));
    const auto filter = compile_webhook_filter(expression, "/filter");
    compiled.add(shown(filter.problems()));
    if (!filter.ok()) {
      continue;
    }
    Webhook webhook = webhook_for_all(random);
    webhook.filter = filter.value();
    OccurrenceContext context(random.pick(occurrences));
    json::Writer writer;
    write_match(writer, matches(webhook, context, "msg_1"));
    matched.add(writer.take());
    ++matches_made;
  }
}

void digest_templates(const std::vector<Occurrence>& occurrences) {
  Random random(kSeed);
  Digest digest("render_template");
  for (int i = 0; i < kInputs; ++i) {
    const std::string text = some_template(random, 1 + random.below(4));
    const Occurrence& occurrence = random.pick(occurrences);
    const BodyForm& form = random.pick(kBodyForms).form;
    const auto rendered =
        render_template(text, occurrence, form, {.webhook_id = "w", .message_id = "msg_1"});
    digest.add(rendered.ok() ? rendered.value() : shown(rendered.problems()));
  }
}

void digest_picks(const std::vector<Occurrence>& occurrences) {
  Random random(kSeed);
  std::vector<json::Value> bodies;
  for (const Occurrence& occurrence : occurrences) {
    for (const NamedForm& form : kBodyForms) {
      const auto body = build_body(occurrence, form.form, {.webhook_id = "w"});
      if (body.ok()) {
        bodies.push_back(json::parse(body.value().text).value());
      }
    }
  }
  Digest checked("check_pick");
  Digest kept("picked");
  for (int picks_made = 0; picks_made < kInputs;) {
    const auto pick = check_pick(json::parse(some_pick(random)).value(), "/pick");
    checked.add(shown(pick.problems()));
    if (pick.ok()) {
      json::Writer writer;
      write_pick(writer, pick.value());
      writer.value(picked(random.pick(bodies), pick.value()));
      kept.add(writer.take());
      ++picks_made;
    }
  }
}

}  // namespace

void digest_expressions() {
  const std::vector<Occurrence> occurrences = samples();
  digest_filters(occurrences);
  digest_templates(occurrences);
  digest_picks(occurrences);
}

}  // namespace hookstorm::test
