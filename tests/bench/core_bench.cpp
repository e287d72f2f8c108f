// Measures the core natively: one JSON line a figure, the median of many rounds.
#include <algorithm>
#include <chrono>
#include <cstdlib>
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
#include "core/occurrence/canonical.hpp"
#include "core/occurrence/occurrence.hpp"
#include "core/occurrence/samples.hpp"
#include "core/recipe/recipes.hpp"
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

constexpr std::string_view kFilter =
    "trigger == 'people.registered' && person.email != '' && event.language in ['en', 'fr'] && "
    "session.registrants_count > 0";

/// The first recipe, which is Slack's.
json::Value slack_template() {
  return *json::parse(recipes()).value().members.front().value.find("webhook")->find("template");
}

void measure_json_e() {
  const auto occurrence =
      parse_occurrence(sample_occurrence(Trigger::people_registered), Checking::strict).value();
  const json::Value variables = canonical_value(occurrence);
  const json_e::Context context(variables, occurrence.occurred_at);
  const auto filter = json_e::compile_filter(kFilter, "");
  if (!json_e::decide(filter.value(), context).passes()) {
    std::abort();  // Another part of the work would be measured.
  }
  print("core.filter.native", median_us([&] {
          return json_e::decide(filter.value(), context).passes() ? std::size_t{1} : std::size_t{0};
        }),
        kFilter.size());
  const json::Value document = slack_template();
  const auto compiled = json_e::compile_template(document, "");
  json::Writer writer;
  writer.value(document);
  print("core.template.native",
        median_us([&] { return json_e::render(compiled.value(), context).value().size(); }),
        writer.take().size());
  print("core.context.native", median_us([&] {
          const json::Value records = canonical_value(occurrence);
          return json_e::Context(records, occurrence.occurred_at).variables().size();
        }),
        sample_occurrence(Trigger::people_registered).size());
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
