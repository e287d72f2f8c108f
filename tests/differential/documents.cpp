#include "tests/inputs/documents.hpp"

#include <string>

#include "core/catalogue/catalogue.hpp"
#include "core/family/body.hpp"
#include "core/json/problems_json.hpp"
#include "core/occurrence/canonical.hpp"
#include "core/reader/reader.hpp"
#include "core/reader/reader_json.hpp"
#include "core/recipe/recipes.hpp"
#include "core/request/curl_command.hpp"
#include "core/request/request.hpp"
#include "core/schema/schema.hpp"
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

std::string shown(const Request& request) {
  std::string text = request.method + " " + request.url + "\n";
  for (const Header& header : request.headers) {
    text += header.name + ": " + header.value + "\n";
  }
  return text + "\n" + request.body;
}

std::string shown(const Computations& computations) {
  std::string text;
  for (const Computation& computation : computations.list) {
    text += std::string(name_of(computation.algorithm)) + " " + computation.key + " " +
            computation.signature + " " + computations.contents[computation.content] + "\n";
  }
  return text;
}

std::string shown(const Result<Webhook>& webhook) {
  if (!webhook.ok()) {
    return shown(webhook.problems());
  }
  json::Writer writer;
  write_webhook(writer, webhook.value(), SecretShown::yes);
  return writer.take() + shown(webhook.problems());
}

/// Checks, bodies in every form, request and curl command: all of one occurrence.
class OccurrenceDigests {
 public:
  void add(const std::string& text, Checking checking, const Webhook& webhook) {
    const auto occurrence = parse_occurrence(text, checking);
    check_.add(shown(occurrence.problems()));
    if (!occurrence.ok()) {
      return;
    }
    std::string bodies;
    for (const NamedForm& named : kBodyForms) {
      const auto body = build_body(occurrence.value(), named.form,
                                   {.webhook_id = webhook.id, .message_id = "msg_1"});
      bodies += body.ok() ? body.value().text : shown(body.problems());
    }
    body_.add(bodies);
    json::Writer writer;
    writer.value(canonical_value(occurrence.value()));
    canonical_.add(writer.take());
    const Attempt attempt{.message_id = "msg_1", .attempted_at = 1'700'000'000'123};
    const auto request = render_request(occurrence.value(), webhook, attempt);
    if (request.ok()) {
      request_.add(shown(request.value()));
      curl_.add(curl_command(request.value()));
      const Computations computations = signing_computations(request.value(), webhook, attempt);
      computations_.add(shown(computations));
      Request signed_one = request.value();
      sign(signed_one, attempt, computations, std::string(kEd25519SignatureBytes * 2, 'r'));
      signed_.add(shown(signed_one));
      ++built_;
    }
  }

  [[nodiscard]] int built() const { return built_; }

 private:
  int built_ = 0;
  Digest check_{"parse_occurrence"};
  Digest body_{"build_body"};
  Digest canonical_{"canonical_value"};
  Digest request_{"render_request"};
  Digest curl_{"curl_command"};
  Digest computations_{"signing_computations"};
  Digest signed_{"sign"};
};

void digest_occurrences(const Documents& documents) {
  Random random(kSeed);
  OccurrenceDigests digests;
  Webhook webhook =
      parse_webhook(R"({"triggers":["event.created"],"url":"https://example.com/a?b=c",)"
                    R"("secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw","previous_secrets":[)"
                    R"({"secret":"whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk=",)"
                    R"("until":"2030-01-01T00:00:00Z"}]})",
                    HttpTargets::refused)
          .value();
  while (digests.built() < kInputs) {
    const BodyForm form = random.pick(kBodyForms).form;
    webhook.family = form.family;
    webhook.content_mode = form.content_mode;
    webhook.included = form.included;
    const Checking checking = random.one_in(4) ? Checking::strict : Checking::lenient;
    digests.add(documents.occurrence(random), checking, webhook);
  }
}

void digest_webhooks(const Documents& documents) {
  Random random(kSeed);
  Digest digest("parse_webhook");
  for (int i = 0; i < kInputs; ++i) {
    const HttpTargets http = random.one_in(4) ? HttpTargets::refused : HttpTargets::allowed;
    digest.add(shown(parse_webhook(documents.webhook(random), http)));
  }
}

void digest_bodies(const Documents& documents) {
  Random random(kSeed);
  Digest digest("read_body");
  for (int i = 0; i < kInputs; ++i) {
    const Checking checking = random.one_in(4) ? Checking::strict : Checking::lenient;
    json::Writer writer;
    write_foreign_body(writer, read_body(documents.body(random), checking));
    digest.add(writer.take());
  }
}

/// All that there are: these functions have no other inputs.
void digest_tables() {
  Digest digest("tables");
  std::string all = catalogue() + std::string(recipes());
  for (const TriggerFacts& trigger : triggers()) {
    all += occurrence_schema(trigger.trigger);
    for (const FamilyFacts& family : families()) {
      all += body_schema(trigger.trigger, family.family);
    }
  }
  for (std::uint32_t i = 0; i < Digest::kBlock; ++i) {
    digest.add(i == 0 ? all : "");
  }
}

}  // namespace

void digest_documents() {
  const Documents documents;
  digest_tables();
  digest_occurrences(documents);
  digest_webhooks(documents);
  digest_bodies(documents);
}

}  // namespace hookstorm::test
