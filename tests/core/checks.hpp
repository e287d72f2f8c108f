// What the core's tests share: problems found by path and code, and an occurrence to change.
#pragma once

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/family/body.hpp"
#include "core/occurrence/samples.hpp"
#include "core/problem/problem.hpp"

namespace hookstorm::test {

inline bool has_problem(const Problems& problems, std::string_view path, std::string_view code,
                        Severity severity = Severity::error) {
  return std::any_of(problems.list().begin(), problems.list().end(), [&](const Problem& problem) {
    return problem.path == path && problem.code == code && problem.severity == severity;
  });
}

inline std::string codes(const Problems& problems) {
  std::string list;
  for (const Problem& problem : problems.list()) {
    list += problem.path + " " + problem.code + "; ";
  }
  return list;
}

/// The sample of `trigger`, to be changed before it is checked.
inline nlohmann::ordered_json sample(Trigger trigger) {
  return nlohmann::ordered_json::parse(sample_occurrence(trigger));
}

/// The body's text; the family supports the occurrence's trigger.
inline std::string built_body(const Occurrence& occurrence, Family family,
                              std::string_view webhook_id = "w",
                              std::string_view message_id = "msg_1") {
  return build_body(occurrence, {.family = family},
                    {.webhook_id = webhook_id, .message_id = message_id})
      .value()
      .text;
}

/// The body of the trigger's sample, as JSON that keeps the members' order.
inline nlohmann::ordered_json sample_body(Trigger trigger, const BodyForm& form) {
  const auto occurrence = parse_occurrence(sample_occurrence(trigger), Checking::strict);
  return nlohmann::ordered_json::parse(
      build_body(occurrence.value(), form, {.webhook_id = "w", .message_id = "msg_1"})
          .value()
          .text);
}

/// The triggers that the vendor's help article documents, each with an example.
inline constexpr std::array kDocumentedTriggers = {
    Trigger::event_created,     Trigger::session_created, Trigger::event_published,
    Trigger::people_registered, Trigger::session_started, Trigger::session_ended};

inline std::string golden_file(std::string_view name) {
  std::ifstream file(std::string(HOOKSTORM_GOLDEN_DIR) + "/" + std::string(name));
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace hookstorm::test
