#include "native/api/occurrence_batch.hpp"

#include <string>
#include <utility>

#include "core/json/parser.hpp"
#include "core/json/writer.hpp"

namespace hookstorm::native {
namespace {

using json::Value;

/// Of the list as a whole.
Problems check_list(const Value& list) {
  Problems problems;
  if (!list.is(json::Kind::list)) {
    problems.error(
        "", "wrong-type",
        "A batch is a list of occurrences, not " + std::string(json::described(list.kind)) + ".");
  } else if (list.members.empty()) {
    problems.error("", "no-occurrence", "Give at least one occurrence.");
  } else if (list.members.size() > kBatchMax) {
    problems.error("", "too-many",
                   "A batch has at most " + std::to_string(kBatchMax) +
                       " occurrences; send the others in another one.");
  }
  return problems;
}

}  // namespace

Result<std::vector<Submission::Item>> parse_occurrence_batch(std::string_view body,
                                                             Checking checking) {
  using Items = std::vector<Submission::Item>;
  const Result<Value> list = json::parse(body);
  if (!list.ok()) {
    return Result<Items>(list.problems());
  }
  Problems problems = check_list(list.value());
  if (problems.has_errors()) {
    return Result<Items>(problems);
  }
  Items items;
  items.reserve(list.value().members.size());
  for (std::size_t i = 0; i < list.value().members.size(); ++i) {
    const Value& value = list.value().members[i].value;
    Result<Occurrence> occurrence = check_occurrence(value, checking, child_path("", i));
    problems.append(occurrence.problems());
    if (occurrence.ok()) {
      items.push_back({.occurrence = std::move(occurrence.value()), .text = json::written(value)});
    }
  }
  return problems.has_errors() ? Result<Items>(problems)
                               : Result<Items>(std::move(items), problems);
}

}  // namespace hookstorm::native
