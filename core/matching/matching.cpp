#include "core/matching/matching.hpp"

#include <array>
#include <utility>

#include "core/text/sentence.hpp"

namespace hookstorm {
namespace {

struct ReasonFacts {
  std::string_view name;
  std::string_view explanation;
};

/// By the enum's value.
constexpr std::array kReasons = {
    ReasonFacts{"trigger", "The webhook is not triggered by this."},
    ReasonFacts{"disabled", "The webhook is disabled."},
    ReasonFacts{"filter", "The filter rejects the occurrence."},
    ReasonFacts{"filter-failed", "The filter cannot be evaluated."},
};

const ReasonFacts& facts_of(SkipReason reason) {
  return kReasons.at(static_cast<std::size_t>(reason));
}

Match filtered(const Webhook& webhook, OccurrenceContext& context, std::string_view message_id) {
  const WebhookFilter& filter = *webhook.filter;
  const auto seen = context.seen_in(
      webhook.body_form(), {.webhook_id = webhook.id, .message_id = message_id}, filter.reads_body);
  if (!seen.ok()) {
    return {SkipReason::filter_failed, sentence("The filter cannot look at the body: {}",
                                                {seen.problems().list().front().message})};
  }
  json_e::Decision decision = json_e::decide(filter.compiled, *seen.value());
  if (decision.passes()) {
    return {};
  }
  const bool is_rejected = decision.verdict == json_e::Verdict::rejects;
  return {is_rejected ? SkipReason::filter : SkipReason::filter_failed, std::move(decision.reason)};
}

}  // namespace

std::string_view name_of(SkipReason reason) {
  return facts_of(reason).name;
}

std::optional<SkipReason> skip_reason_named(std::string_view name) {
  for (std::size_t i = 0; i < kReasons.size(); ++i) {
    if (kReasons.at(i).name == name) {
      return static_cast<SkipReason>(i);
    }
  }
  return std::nullopt;
}

Match matches(const Webhook& webhook, OccurrenceContext& context, std::string_view message_id) {
  if (!webhook.wants(context.occurrence().trigger)) {
    return {SkipReason::trigger, {}};
  }
  if (!webhook.enabled) {
    return {SkipReason::disabled, {}};
  }
  return webhook.filter ? filtered(webhook, context, message_id) : Match{};
}

std::string_view explanation_of(const Match& match) {
  if (!match.skipped) {
    return {};
  }
  return match.explanation.empty() ? facts_of(*match.skipped).explanation : match.explanation;
}

void write_match(json::Writer& writer, const Match& match) {
  writer.begin_object().name("passes").boolean(match.passes());
  if (match.skipped) {
    writer.name("reason").text(name_of(*match.skipped));
    writer.name("explanation").text(explanation_of(match));
  }
  writer.end_object();
}

}  // namespace hookstorm
