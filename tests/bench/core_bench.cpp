// Measures the core natively: one JSON line a figure, the median of many rounds.
#include <algorithm>
#include <chrono>
#include <fstream>
#include <functional>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/family/body.hpp"
#include "core/json/parser.hpp"
#include "core/json/writer.hpp"
#include "core/json_e/filter.hpp"
#include "core/json_e/template.hpp"
#include "core/occurrence/occurrence.hpp"
#include "core/request/request.hpp"
#include "core/webhook/webhook.hpp"

namespace {

using namespace hookstorm;

constexpr int kRounds = 201;
constexpr int kCallsPerRound = 200;
constexpr std::string_view kWebhook =
    R"({"triggers": ["event.created"], "url": "https://a.example/"})";

std::string occurrence_text() {
  std::ifstream file(std::string(HOOKSTORM_BENCH_DIR) + "/occurrence.json");
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The median time of one call, in microseconds.
double median_us(const std::function<std::size_t()>& call) {
  std::vector<double> rounds;
  std::size_t sum = 0;  // Printed on standard error, so that no call can be left out.
  for (int round = 0; round < kRounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < kCallsPerRound; ++i) {
      sum += call();
    }
    const std::chrono::duration<double, std::micro> elapsed =
        std::chrono::steady_clock::now() - start;
    rounds.push_back(elapsed.count() / kCallsPerRound);
  }
  std::cerr << "checksum " << sum << "\n";
  std::nth_element(rounds.begin(), rounds.begin() + kRounds / 2, rounds.end());
  return rounds[kRounds / 2];
}

void print(std::string_view measure, double value, std::size_t input_bytes) {
  json::Writer writer;
  writer.begin_object().name("measure").text(measure);
  std::ostringstream digits;
  digits << std::fixed << std::setprecision(2) << value;
  writer.name("value").number(digits.str()).name("unit").text("us");
  writer.name("input_bytes").integer(static_cast<std::int64_t>(input_bytes)).end_object();
  std::cout << writer.take() << std::endl;
}

constexpr std::string_view kVariables = R"j({
  "trigger": "people.registered",
  "person": {"id": "p", "email": "ada@example.com", "first_name": "Ada", "last_name": "Lovelace"},
  "event": {"id": "e", "title": "Launch", "language": "en", "link": "https://a.example/e"},
  "session": {"id": "s", "registrants_count": 12, "starts_at": "2021-05-18T10:00:00.000Z"},
  "tags": ["vip", "press", "partner"]
})j";

constexpr std::string_view kFilter =
    "trigger == 'people.registered' && person.email != '' && event.language in ['en', 'fr'] && "
    "session.registrants_count > 10";

/// As large as a message of Slack's Block Kit.
constexpr std::string_view kTemplate = R"j({
  "text": "${person.first_name} registered for ${event.title}",
  "blocks": [
    {"type": "header", "text": {"type": "plain_text", "text": "New registrant for ${event.title}"}},
    {"type": "section", "fields": [
      {"type": "mrkdwn", "text": "*Name*\n${person.first_name} ${person.last_name}"},
      {"type": "mrkdwn", "text": "*Email*\n${person.email}"},
      {"type": "mrkdwn", "text": "*Starts*\n${session.starts_at}"},
      {"type": "mrkdwn", "text": "*Registrants*\n${session.registrants_count}"}]},
    {"type": "context", "elements": {"$map": {"$eval": "tags"},
      "each(tag)": {"type": "mrkdwn", "text": "#${tag}"}}},
    {"$if": "session.registrants_count > 10",
     "then": {"type": "section", "text": {"type": "mrkdwn", "text": "${session.registrants_count} are coming!"}}},
    {"type": "actions", "elements": [{"type": "button", "url": "${event.link}",
      "text": {"type": "plain_text", "text": "Open ${event.title}"}}]}
  ]
})j";

void measure_json_e() {
  const auto variables = json::parse(kVariables);
  const auto document = json::parse(kTemplate);
  const json_e::Context context(variables.value(), 1'643'710'217'000);
  const auto filter = json_e::compile_filter(kFilter, "");
  print("core.filter.native", median_us([&] {
          return json_e::decide(filter.value(), context).passes() ? std::size_t{1} : std::size_t{0};
        }),
        kFilter.size());
  const auto compiled = json_e::compile_template(document.value(), "");
  print("core.template.native",
        median_us([&] { return json_e::render(compiled.value(), context).value().size(); }),
        kTemplate.size());
}

}  // namespace

int main() {
  const std::string text = occurrence_text();
  print("core.parse.native", median_us([&] { return json::parse(text).value().members.size(); }),
        text.size());
  print("core.check.native", median_us([&] {
          return parse_occurrence(text, Checking::lenient).problems().list().size();
        }),
        text.size());
  print(
      "core.build.native", median_us([&] {
        const auto occurrence = parse_occurrence(text, Checking::lenient);
        return build_body(occurrence.value(), BodyForm{}, {.webhook_id = "w"}).value().text.size();
      }),
      text.size());
  const auto webhook = parse_webhook(kWebhook, HttpTargets::refused);
  const Attempt attempt{.message_id = "msg_1", .attempted_at = 1'643'710'217'000};
  print("core.render.native", median_us([&] {
          const auto occurrence = parse_occurrence(text, Checking::lenient);
          return render_request(occurrence.value(), webhook.value(), attempt).value().body.size();
        }),
        text.size());
  measure_json_e();
  return 0;
}
