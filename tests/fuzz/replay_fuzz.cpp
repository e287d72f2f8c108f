// Every line of a log that is not empty is counted once, whatever it holds; the report is JSON; and
// what a line's own webhook makes of it is no difference.
#include <algorithm>

#include "core/json/parser.hpp"
#include "core/replay/delivery_log.hpp"
#include "core/replay/replay.hpp"
#include "tests/fuzz/property.hpp"

using namespace hookstorm;
using fuzz::require;

namespace {

std::size_t lines_of(std::string_view log) {
  std::size_t lines = 0;
  while (!log.empty()) {
    const std::size_t end = std::min(log.find('\n'), log.size());
    lines += log.substr(0, end).find_first_not_of(" \t\r") == std::string_view::npos ? 0U : 1U;
    log.remove_prefix(std::min(end + 1, log.size()));
  }
  return lines;
}

void check_own_webhook(std::string_view line) {
  const auto logged = parse_log_line(line);
  if (!logged.ok()) {
    require(logged.problems().has_errors(), "a refusal says why");
    return;
  }
  const ReplayedLine replayed = replay_line(line, logged.value().webhook);
  require(replayed.verdict != ReplayVerdict::different, "a line's own webhook changes nothing");
  require(replayed.verdict != ReplayVerdict::other_webhook, "a line's own webhook is its own");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Webhook kEdited =
      parse_webhook(R"({"triggers":["people.registered"],"url":"https://example.com/",)"
                    R"("family":"legacy","filter":"event.language == 'en'"})",
                    TargetPolicy::of_stored())
          .value();
  const std::string_view log = fuzz::text_of(data, size);
  const auto report = json::parse(replay_log(log, kEdited, {.requests = true}));
  require(report.ok(), "the report is JSON");
  const json::Value& counts = *report.value().find("counts");
  std::int64_t sum = 0;
  for (const json::Member& count : counts.members) {
    sum += count.name == "lines" ? 0 : count.value.integer().value_or(0);
  }
  const auto lines = static_cast<std::int64_t>(lines_of(log));
  require(sum == lines && counts.find("lines")->integer() == lines, "the counts add up");
  check_own_webhook(log.substr(0, log.find('\n')));
  return 0;
}
