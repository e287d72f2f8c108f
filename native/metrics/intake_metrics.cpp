#include "native/metrics/intake_metrics.hpp"

namespace hookstorm::native {
namespace {

IntakeResult result_of(IntakeOutcome::Kind kind) {
  switch (kind) {
    case IntakeOutcome::Kind::stored:
      return IntakeResult::accepted;
    case IntakeOutcome::Kind::repeated:
      return IntakeResult::repeated;
    case IntakeOutcome::Kind::conflict:
      return IntakeResult::refused;
    case IntakeOutcome::Kind::failed:
      break;
  }
  return IntakeResult::turned_away;
}

}  // namespace

void count_intake(Metrics& metrics, const IntakeOutcome& outcome, std::size_t occurrences) {
  metrics.count_occurrences(result_of(outcome.kind), occurrences);
  for (const Accepted& accepted : outcome.accepted) {
    metrics.count_matching(accepted.matching);
  }
}

}  // namespace hookstorm::native
