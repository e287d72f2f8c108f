#include "core/replay/replay.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/json/parser.hpp"
#include "core/json/problems_json.hpp"
#include "core/replay/delivery_log.hpp"
#include "core/request/request_json.hpp"

namespace hookstorm {
namespace {

/// In the order of the enumerators.
constexpr std::array<std::string_view, kReplayVerdicts> kVerdicts = {
    "same",     "different",      "newly-sent",    "no-longer-sent",
    "not-sent", "not-renderable", "other-webhook", "bad-line"};

Result<Occurrence> occurrence_of(const LoggedDelivery& logged) {
  const Result<json::Value> document = json::parse(logged.occurrence);
  if (document.ok()) {
    return check_occurrence(document.value(), logged.checking, "/occurrence");
  }
  Problems problems;
  for (Problem problem : document.problems().list()) {
    problem.path.insert(0, "/occurrence");
    problems.add(std::move(problem));
  }
  return Result<Occurrence>(problems);
}

ReplayedLine bad_line(std::string_view message_id, const Problems& problems) {
  ReplayedLine replayed;
  replayed.message_id = message_id;
  replayed.verdict = ReplayVerdict::bad_line;
  replayed.problems = problems;
  return replayed;
}

void take_request(std::optional<Request>& taken, Result<Request> rendered) {
  if (rendered.ok()) {
    taken = std::move(rendered.value());
  }
}

void compare(ReplayedLine& replayed, const LoggedDelivery& logged, const Occurrence& occurrence,
             const Webhook& webhook) {
  const Attempt attempt{.message_id = logged.message_id, .attempted_at = logged.attempted_at};
  if (!logged.is_skip) {
    take_request(replayed.was, render_request(occurrence, logged.webhook, attempt));
  }
  OccurrenceContext context(occurrence);
  replayed.match = matches(webhook, context, logged.message_id);
  if (!replayed.match.passes()) {
    replayed.verdict = logged.is_skip ? ReplayVerdict::not_sent : ReplayVerdict::no_longer_sent;
    return;
  }
  Result<Request> rendered = render_request(occurrence, webhook, attempt);
  replayed.problems = rendered.problems();
  take_request(replayed.now, std::move(rendered));
  if (!replayed.now) {
    replayed.verdict = ReplayVerdict::not_renderable;
  } else if (!replayed.was) {
    replayed.verdict = ReplayVerdict::newly_sent;
  } else {
    replayed.differences = differences_between(*replayed.was, *replayed.now);
    replayed.verdict =
        replayed.differences.empty() ? ReplayVerdict::same : ReplayVerdict::different;
  }
}

void write_first_problems(json::Writer& writer, const Problems& problems) {
  Problems first;
  for (const Problem& problem : problems.list()) {
    if (first.list().size() < kReplayProblemsMax) {
      first.add(problem);
    }
  }
  writer.name("problems");
  json::write_problems(writer, first);
}

}  // namespace

std::string_view name_of(ReplayVerdict verdict) {
  return kVerdicts.at(static_cast<std::size_t>(verdict));
}

ReplayedLine replay_line(std::string_view line, const Webhook& webhook) {
  const Result<LoggedDelivery> parsed = parse_log_line(line);
  if (!parsed.ok()) {
    return bad_line({}, parsed.problems());
  }
  const LoggedDelivery& logged = parsed.value();
  ReplayedLine replayed;
  replayed.message_id = logged.message_id;
  if (!webhook.id.empty() && webhook.id != logged.webhook.id) {
    replayed.verdict = ReplayVerdict::other_webhook;
    return replayed;
  }
  const Result<Occurrence> occurrence = occurrence_of(logged);
  if (!occurrence.ok()) {
    return bad_line(logged.message_id, occurrence.problems());
  }
  if (webhook.id == logged.webhook.id) {
    compare(replayed, logged, occurrence.value(), webhook);
  } else {
    Webhook named = webhook;
    named.id = logged.webhook.id;
    compare(replayed, logged, occurrence.value(), named);
  }
  return replayed;
}

Replay::Replay(const Webhook& webhook, ReplayOptions options)
    : webhook_(webhook), options_(options) {
  lines_.begin_list();
}

std::size_t Replay::lines() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::size_t{0});
}

bool Replay::is_shown(ReplayVerdict verdict) const {
  return verdict != ReplayVerdict::other_webhook && verdict != ReplayVerdict::not_sent &&
         (options_.requests || verdict != ReplayVerdict::same);
}

const ReplayedLine* Replay::add(std::string_view line) {
  ++line_number_;
  if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
    return nullptr;
  }
  last_ = replay_line(line, webhook_);
  ++counts_.at(static_cast<std::size_t>(last_.verdict));
  if (!is_shown(last_.verdict)) {
    return nullptr;
  }
  if (shown_ == kReplayLinesShownMax) {
    ++omitted_;
  } else {
    ++shown_;
    write(last_);
  }
  return &last_;
}

void Replay::write(const ReplayedLine& replayed) {
  lines_.begin_object().name("line").integer(static_cast<std::int64_t>(line_number_));
  lines_.name("message_id").text(replayed.message_id);
  lines_.name("verdict").text(name_of(replayed.verdict));
  if (replayed.match.skipped) {
    lines_.name("reason").text(name_of(*replayed.match.skipped));
    lines_.name("explanation").text(explanation_of(replayed.match));
  }
  if (!replayed.differences.empty()) {
    lines_.name("differences");
    write_differences(lines_, replayed.differences);
    lines_.name("has_more").boolean(replayed.differences.has_more);
  }
  if (!replayed.problems.empty()) {
    write_first_problems(lines_, replayed.problems);
  }
  if (options_.requests) {
    write_request_member("was", replayed.was);
    write_request_member("now", replayed.now);
  }
  lines_.end_object();
}

void Replay::write_request_member(std::string_view name, const std::optional<Request>& request) {
  if (!request || request_bytes_ + request->body.size() > kReplayRequestBytesMax) {
    return;
  }
  request_bytes_ += request->body.size();
  write_request(lines_.name(name), *request);
}

std::string Replay::report() {
  json::Writer writer;
  writer.begin_object().name("counts").begin_object();
  writer.name("lines").integer(static_cast<std::int64_t>(lines()));
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    writer.name(kVerdicts.at(i)).integer(static_cast<std::int64_t>(counts_.at(i)));
  }
  writer.end_object().name("omitted").integer(static_cast<std::int64_t>(omitted_));
  writer.name("lines").number(lines_.end_list().take());  // JSON as it is.
  return writer.end_object().take();
}

std::string replay_log(std::string_view log, const Webhook& webhook, ReplayOptions options) {
  Replay replay(webhook, options);
  while (!log.empty()) {
    const std::size_t end = std::min(log.find('\n'), log.size());
    replay.add(log.substr(0, end));
    log.remove_prefix(std::min(end + 1, log.size()));
  }
  return replay.report();
}

}  // namespace hookstorm
