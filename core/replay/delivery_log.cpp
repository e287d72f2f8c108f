#include "core/replay/delivery_log.hpp"

#include <utility>

#include "core/json/parser.hpp"
#include "core/request/message_id.hpp"
#include "core/text/excerpt.hpp"
#include "core/webhook/members.hpp"

namespace hookstorm {
namespace {

std::string_view type_name(bool is_skip) {
  return is_skip ? "skip" : "delivery";
}

void write_attempts(json::Writer& writer, const std::vector<LoggedAttempt>& attempts) {
  writer.begin_list();
  for (const LoggedAttempt& attempt : attempts) {
    writer.begin_object();
    writer.name("number").integer(attempt.number);
    writer.name("attempted_at").text(format_timestamp(attempt.attempted_at));
    writer.name("webhook_revision").integer(attempt.webhook_revision);
    writer.name("status");
    attempt.status ? writer.integer(*attempt.status) : writer.null();
    writer.name("failure");
    attempt.failure ? writer.text(*attempt.failure) : writer.null();
    writer.name("duration_ms").integer(attempt.duration_ms);
    writer.end_object();
  }
  writer.end_list();
}

/// The members of a line while they are read.
class LineReader {
 public:
  explicit LineReader(const json::Value& line) : members_(line, policy_, "") {}

  Result<LoggedDelivery> read() {
    delivery_.is_skip = is_second("type", type_name(false), type_name(true), "unknown-type");
    const bool is_lenient = is_second("checking", name_of(Checking::strict),
                                      name_of(Checking::lenient), "unknown-checking");
    delivery_.checking = is_lenient ? Checking::lenient : Checking::strict;
    delivery_.message_id = text("message_id");
    if (members_.has("message_id") && !is_message_id(delivery_.message_id)) {
      members_.problems().error(
          "/message_id", "invalid-message-id",
          "A message's id is 1 to 64 of the characters A-Z, a-z, 0-9, '_' and '-'.");
    }
    delivery_.occurrence = text("occurrence");
    delivery_.attempted_at = moment(members_, "accepted_at");
    read_webhook();
    read_attempts();
    if (members_.problems().has_errors()) {
      return Result<LoggedDelivery>(members_.problems());
    }
    return Result<LoggedDelivery>(std::move(delivery_));
  }

 private:
  static constexpr std::string_view kRequest = "A line of a delivery log needs this.";

  std::string text(std::string_view name) {
    const json::Value* value = members_.required(name, json::Kind::text, kRequest);
    return value == nullptr ? std::string() : value->text;
  }

  bool is_second(std::string_view name, std::string_view first, std::string_view second,
                 std::string_view code) {
    const json::Value* value = members_.required(name, json::Kind::text, kRequest);
    if (value != nullptr && value->text != first && value->text != second) {
      members_.error(name, code, "This is \"{}\" or \"{}\", not \"{}\".",
                     {first, second, excerpt(value->text)});
    }
    return value != nullptr && value->text == second;
  }

  static EpochMilliseconds moment(Members& members, std::string_view name) {
    return members.required_moment(name, kRequest).value_or(kEarliestMoment);
  }

  void read_webhook() {
    const json::Value* value = members_.required("webhook", json::Kind::object, kRequest);
    if (value == nullptr) {
      return;
    }
    Result<Webhook> webhook = check_webhook(*value, policy_, "/webhook");
    if (webhook.ok()) {
      delivery_.webhook = std::move(webhook.value());
    } else {
      members_.problems().append(webhook.problems());
    }
  }

  void read_attempts() {
    const json::Value* attempts = members_.optional("attempts", json::Kind::list);
    if (attempts == nullptr || attempts->members.empty()) {
      return;
    }
    const std::string path = child_path("/attempts", attempts->members.size() - 1);
    Members last(attempts->members.back().value, policy_, path);
    delivery_.attempted_at = moment(last, "attempted_at");
    members_.problems().append(last.problems());
  }

  TargetPolicy policy_ = TargetPolicy::of_stored();
  Members members_;
  LoggedDelivery delivery_;
};

}  // namespace

std::string log_line(const LogEntry& entry) {
  json::Writer writer;
  writer.begin_object();
  writer.name("type").text(type_name(entry.skip.has_value()));
  writer.name("message_id").text(entry.message_id);
  writer.name("accepted_at").text(format_timestamp(entry.accepted_at));
  writer.name("checking").text(name_of(entry.checking));
  writer.name("occurrence").text(entry.occurrence);
  writer.name("webhook");
  write_webhook(writer, *entry.webhook, SecretShown::no);
  writer.name("webhook_revision").integer(entry.webhook_revision);
  if (entry.skip && entry.skip->skipped) {
    writer.name("reason").text(name_of(*entry.skip->skipped));
    writer.name("explanation").text(explanation_of(*entry.skip));
  } else {
    writer.name("state").text(name_of(entry.state));
    writer.name("attempts");
    write_attempts(writer, entry.attempts);
  }
  return writer.end_object().take();
}

Result<LoggedDelivery> parse_log_line(std::string_view line) {
  const Result<json::Value> document = json::parse(line, kLogLineBytesMax);
  if (!document.ok()) {
    return Result<LoggedDelivery>(document.problems());
  }
  if (!document.value().is(json::Kind::object)) {
    Problems problems;
    problems.error("", "wrong-type", "A line of a delivery log is an object.");
    return Result<LoggedDelivery>(problems);
  }
  return LineReader(document.value()).read();
}

}  // namespace hookstorm
