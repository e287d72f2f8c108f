#include "native/api/questions.hpp"

#include <array>
#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include "core/request/message_id.hpp"
#include "core/signature/verdict_json.hpp"
#include "core/signature/verification.hpp"
#include "core/text/base64.hpp"
#include "core/text/uuid.hpp"
#include "core/webhook/members.hpp"
#include "native/api/errors.hpp"
#include "native/api/routes.hpp"
#include "native/crypto/cryptography.hpp"
#include "native/engine/preview.hpp"
#include "native/engine/simulation_answer.hpp"

namespace hookstorm::native {
namespace {

using json::Kind;
using json::Value;

constexpr int kSimulationsWaitingMax = 4;
constexpr std::int64_t kToleranceSecondsMax = 10LL * 365 * 24 * 60 * 60;
constexpr std::string_view kNilWebhookId = "00000000-0000-0000-0000-000000000000";

/// The one thread for simulations. It ends what waits when this goes.
struct Simulations {
  std::atomic<int> waiting = 0;
  boost::asio::thread_pool thread{1};
};

/// The list's texts; what is none is reported.
std::vector<std::string> texts_of(const Value& list, const std::string& path, Members& members) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < list.members.size(); ++i) {
    const Value& item = list.members[i].value;
    if (item.is(Kind::text)) {
      texts.push_back(item.text);
    } else {
      members.wrong_type(child_path(path, std::to_string(i)), Kind::text, item);
    }
  }
  return texts;
}

/// Of a list of `{"name", "value"}`.
std::vector<Header> headers_of(const Value& list, const std::string& path, Members& members) {
  static constexpr std::array<std::string_view, 2> kKnown = {"name", "value"};
  static constexpr std::string_view kRequest = "A header is {\"name\": …, \"value\": …}.";
  std::vector<Header> headers;
  for (std::size_t i = 0; i < list.members.size(); ++i) {
    const Value& item = list.members[i].value;
    const std::string item_path = child_path(path, std::to_string(i));
    if (!item.is(Kind::object)) {
      members.wrong_type(item_path, Kind::object, item);
      continue;
    }
    Members header(item, HttpTargets::refused, item_path);
    const Value* name = header.required("name", Kind::text, kRequest);
    const Value* value = header.required("value", Kind::text, kRequest);
    header.refuse_others(kKnown, "A header");
    members.problems().append(header.problems());
    if (name != nullptr && value != nullptr) {
      headers.push_back({name->text, value->text});
    }
  }
  return headers;
}

/// As a text, or as bytes in base64.
std::string body_of(Members& members) {
  const Value* text = members.given("body", Kind::text);
  const Value* bytes = members.given("body_base64", Kind::text);
  if (text != nullptr && bytes != nullptr) {
    members.error("body_base64", "conflicting-fields",
                  "Give \"body\" or \"body_base64\", not both.");
  } else if (text == nullptr && bytes == nullptr && !members.problems().has_errors()) {
    members.require("body", "Give the body that came in, or its bytes as \"body_base64\".");
  } else if (bytes != nullptr) {
    std::optional<std::string> decoded = base64_decode(bytes->text);
    if (!decoded) {
      members.error("body_base64", "invalid-base64", "This is no base64.");
    }
    return std::move(decoded).value_or("");
  }
  return text == nullptr ? "" : text->text;
}

/// A request to be verified, with what it refers to.
struct Question {
  std::vector<Header> headers;
  std::string body;
  std::vector<std::string> secrets;
  EpochMilliseconds now = 0;
  std::int64_t tolerance_seconds = kToleranceSecondsDefault;

  [[nodiscard]] Result<Verdict> verdict() const {
    return hookstorm::verify(
        ReceivedRequest{.headers = headers,
                        .body = body,
                        .secrets = secrets,
                        .now = now,
                        .tolerance_seconds = tolerance_seconds},
        [](const Computations& computations) { return Cryptography().compute(computations); });
  }
};

Result<Question> read_question(std::string_view text, EpochMilliseconds now) {
  static constexpr std::array<std::string_view, 6> kKnown = {"headers", "body", "body_base64",
                                                             "secrets", "now",  "tolerance"};
  const Result<Value> document = json::parse(text, kVerifyBytesMax);
  if (!document.ok()) {
    return Result<Question>(document.problems());
  }
  Members members(document.value(), HttpTargets::refused, "");
  if (!document.value().is(Kind::object)) {
    members.wrong_type("", Kind::object, document.value());
    return Result<Question>(members.problems());
  }
  Question question{.now = now};
  if (const Value* list = members.required("headers", Kind::list,
                                           "Give the headers as a list of names and values.")) {
    question.headers = headers_of(*list, "/headers", members);
  }
  question.body = body_of(members);
  if (const Value* list =
          members.required("secrets", Kind::list, "Give the secrets that may sign, as a list.")) {
    question.secrets = texts_of(*list, "/secrets", members);
  }
  if (members.given("now") != nullptr) {
    question.now = members.required_moment("now", "").value_or(now);
  }
  question.tolerance_seconds =
      members.integer("tolerance", 0, kToleranceSecondsMax).value_or(kToleranceSecondsDefault);
  members.refuse_others(kKnown, "A request to be verified");
  return members.problems().has_errors() ? Result<Question>(members.problems())
                                         : Result<Question>(std::move(question));
}

/// What is asked to be previewed: a webhook, given or stored, and an occurrence.
struct PreviewQuestion {
  std::optional<Occurrence> occurrence;
  std::optional<Webhook> webhook;
  std::string message_id{kNilMessageId};
};

Checking checking_in(Members& members) {
  const Value* name = members.given("checking", Kind::text);
  const std::optional<Checking> checking =
      name == nullptr ? Checking::strict : checking_named(name->text);
  if (!checking) {
    members.error("checking", "unknown-name", "This is \"strict\" or \"lenient\".");
  }
  return checking.value_or(Checking::strict);
}

std::optional<Webhook> webhook_in(Members& members, const ApiContext& context,
                                  WorkspaceKey workspace) {
  const Value* given = members.given("webhook", Kind::object);
  const Value* id = members.given("webhook_id", Kind::text);
  if (given != nullptr && id != nullptr) {
    members.error("webhook_id", "conflicting-fields",
                  "Give \"webhook\" or \"webhook_id\", not both.");
  } else if (given != nullptr) {
    Result<Webhook> webhook = check_webhook(*given, context.http_targets, members.at("webhook"));
    members.problems().append(webhook.problems());
    if (webhook.ok()) {
      if (webhook.value().id.empty()) {
        webhook.value().id = kNilWebhookId;
      }
      return std::move(webhook.value());
    }
  } else if (id != nullptr) {
    const std::optional<StoredWebhook> stored = context.reader.webhook(workspace, id->text);
    if (stored) {
      return stored->webhook;
    }
    members.error("webhook_id", "no-such-webhook", "There is no webhook with this id.");
  } else if (!members.problems().has_errors()) {
    members.require("webhook", "Give the webhook, or the \"webhook_id\" of a stored one.");
  }
  return std::nullopt;
}

PreviewQuestion read_preview_question(const Value& document, const ApiContext& context,
                                      WorkspaceKey workspace, Problems& problems) {
  static constexpr std::array<std::string_view, 5> kKnown = {"occurrence", "checking", "webhook",
                                                             "webhook_id", "message_id"};
  Members members(document, HttpTargets::refused, "");
  PreviewQuestion question;
  const Checking checking = checking_in(members);
  if (const Value* given =
          members.required("occurrence", Kind::object, "Give the occurrence that is to be sent.")) {
    Result<Occurrence> occurrence = check_occurrence(*given, checking, members.at("occurrence"));
    members.problems().append(occurrence.problems());
    if (occurrence.ok()) {
      question.occurrence = std::move(occurrence.value());
    }
  }
  question.webhook = webhook_in(members, context, workspace);
  if (const Value* id = members.given("message_id", Kind::text)) {
    question.message_id = id->text;
    if (!is_message_id(id->text)) {
      members.error("message_id", "invalid-message-id",
                    "A message's id has 1 to 64 of the characters A-Z, a-z, 0-9, _ and -.");
    }
  }
  members.refuse_others(kKnown, "A preview");
  problems.append(members.problems());
  return question;
}

}  // namespace

Handler simulation_handler() {
  return [simulations = std::make_shared<Simulations>()](const ApiRequest& request,
                                                         const Reply& reply) {
    const Result<Value> document = json::parse(request.body);
    Result<Simulation> simulation = document.ok() ? check_simulation(document.value())
                                                  : Result<Simulation>(document.problems());
    if (!simulation.ok()) {
      reply(problems_response(simulation.problems()));
      return;
    }
    if (simulations->waiting >= kSimulationsWaitingMax) {
      reply(too_many_under_way_response());
      return;
    }
    ++simulations->waiting;
    boost::asio::post(simulations->thread,
                      [reply, simulation = std::move(simulation), &waiting = simulations->waiting] {
                        ApiResponse response{.body = simulation_answer(simulation)};
                        --waiting;
                        reply(std::move(response));
                      });
  };
}

void verify_request(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const Result<Question> question = read_question(request.body, context.clock());
  if (!question.ok()) {
    reply(problems_response(question.problems()));
    return;
  }
  json::Writer writer;
  write_verdict(writer, question.value().verdict());
  reply({.body = writer.take()});
}

void preview_request(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const Result<Value> document = json::parse(request.body);
  Problems problems = document.problems();
  PreviewQuestion question;
  if (document.ok() && document.value().is(Kind::object)) {
    question = read_preview_question(document.value(), context, request.caller.workspace, problems);
  } else if (document.ok()) {
    problems.error("", "wrong-type", "This must be an object.");
  }
  if (problems.has_errors() || !question.occurrence || !question.webhook) {
    reply(problems_response(problems));
    return;
  }
  Preview preview =
      preview_of(*question.occurrence, *question.webhook,
                 {.message_id = question.message_id, .attempted_at = context.clock()});
  if (!preview.request) {
    reply(problems_response(preview.problems));
    return;
  }
  problems.append(preview.problems);
  preview.problems = std::move(problems);
  json::Writer writer;
  write_preview(writer, preview);
  reply({.body = writer.take()});
}

}  // namespace hookstorm::native
