#include "tests/inputs/documents.hpp"

#include <array>
#include <string_view>

#include "core/family/body.hpp"
#include "core/occurrence/samples.hpp"
#include "tests/inputs/body_forms.hpp"
#include "tests/inputs/inputs.hpp"
#include "tests/inputs/mutation.hpp"

namespace hookstorm::test {
namespace {

constexpr std::string_view kWebhookId = "d2f1a6a6-38f5-4d1e-9b50-0a3a54f1c9d0";

constexpr auto kWebhooks = std::to_array<std::string_view>({
    R"({"triggers":["event.created"],"url":"https://example.com/hook"})",
    R"({"id":"d2f1a6a6-38f5-4d1e-9b50-0a3a54f1c9d0","name":"CRM","triggers":["people.registered",
        "session.started","session.ended"],"url":"http://crm.example:8080/in?a=b%20c","family":"legacy",
        "enabled":false,"secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})",
    R"({"triggers":["session.ended"],"url":"https://example.com/","secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "previous_secrets":[{"secret":"whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk=",
        "until":"2026-12-31T00:00:00+01:00"}]})",
    R"({"triggers":["session.ended"],"url":"https://example.com/","signature":"livestorm","secret":"signature",
        "headers":{"x-key":"sign"}})",
    R"({"triggers":["event.created","session.created","event.published","people.registered",
        "session.started","session.ended"],"url":"https://[2a00::1]:8443/","family":"extended",
        "included":true})",
    R"({"triggers":["job.ended"],"url":"https://example.com/","family":"cloudevents",
        "content_mode":"binary"})",
    R"({"triggers":["people.registered","event.created"],"url":"https://example.com/hook",
        "filter":"event.language in ['en', 'fr'] && !(body.data.type == 'x' || len(event.fields) > 9) && 1 < 2",
        "template":{"text":"${event.title}"}})",
    R"({"triggers":["event.created"],"url":"https://example.com/hook","retry":{"first":5,"factor":3,
        "longest":3600,"retries":8,"jitter":10},"timeout":20,
        "rate_limit":{"requests":10,"seconds":60},"concurrency":4,"ordered":true})",
    R"({"triggers":["job.ended"],"url":"https://example.com/hook","retry":{"delays":[0,5,604800]}})",
    R"({"triggers":["job.ended"],"url":"https://example.com/hook","retry":"livestorm"})",
});

}  // namespace

Documents::Documents() {
  for (const TriggerFacts& trigger : triggers()) {
    const std::string_view sample = sample_occurrence(trigger.trigger);
    occurrences_.push_back(tokens_of(sample));
    const auto occurrence = parse_occurrence(sample, Checking::strict);  // Sound: a test says so.
    for (const NamedForm& named : kBodyForms) {
      const BodyIds ids{.webhook_id = kWebhookId, .message_id = "msg_1"};
      const auto body = build_body(occurrence.value(), named.form, ids);
      if (body.ok()) {
        bodies_.push_back(tokens_of(body.value().text));
      }
    }
  }
  for (const std::string_view webhook : kWebhooks) {
    webhooks_.push_back(tokens_of(webhook));
  }
}

std::string Documents::occurrence(Random& random) const {
  return with_tokens_changed(random, random.pick(occurrences_));
}

std::string Documents::webhook(Random& random) const {
  Tokens tokens = random.pick(webhooks_);
  const bool is_elsewhere = random.one_in(2);
  for (std::size_t i = 2; i < tokens.size(); ++i) {
    if (is_elsewhere && tokens[i - 2] == "\"url\"") {
      tokens[i] = "\"" + some_url(random) + "\"";
    }
  }
  return with_tokens_changed(random, std::move(tokens));
}

std::string Documents::body(Random& random) const {
  return with_tokens_changed(random, random.pick(bodies_));
}

}  // namespace hookstorm::test
