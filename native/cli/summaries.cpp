#include "native/cli/summaries.hpp"

namespace hookstorm::native {

std::string summary_of(const ForeignBody& body) {
  std::string summary(name_of(body.family));
  summary.append(" ").append(facts(body.trigger).name);
  if (body.occurred_at) {
    summary.append(" ").append(format_timestamp(*body.occurred_at));
  }
  return summary;
}

std::string summary_of(const Verdict& verdict) {
  return "valid: " + std::string(name_of(verdict.scheme)) +
         (verdict.version.empty() ? "" : " " + std::string(verdict.version)) + ", secret " +
         std::to_string(verdict.secret_index + 1) + ", sent at " +
         format_timestamp(verdict.sent_at);
}

}  // namespace hookstorm::native
