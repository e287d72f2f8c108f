#include "native/api/sessions.hpp"

#include <string>

#include "native/api/access_document.hpp"
#include "native/api/access_json.hpp"
#include "native/api/errors.hpp"
#include "native/api/routes.hpp"
#include "native/api/session_cookie.hpp"

namespace hookstorm::native {
namespace {

constexpr DurationMilliseconds kMillisecondsPerSecond = 1000;

/// A browser that speaks https sends it by https alone. Which it does is told by where the page of
/// the sign-in comes from: this dispatcher itself speaks http, be it behind a proxy.
Header cookie_of(const ApiRequest& request, const std::string& text, DurationMilliseconds age) {
  const bool is_secure = request.origin && request.origin->starts_with("https://");
  return {"Set-Cookie", std::string(kSessionCookie) + "=" + text +
                            "; Path=/; Max-Age=" + std::to_string(age / kMillisecondsPerSecond) +
                            "; HttpOnly; SameSite=Strict" + (is_secure ? "; Secure" : "")};
}

std::string document_of(const ApiContext& context, const Caller& caller) {
  json::Writer writer;
  writer.begin_object().name("data").begin_object();
  writer.name("type").text("sessions");
  writer.name("id").text("this");
  writer.name("attributes").begin_object();
  write_caller(writer, caller, context.access.workspace_name(caller.workspace));
  writer.end_object().end_object().end_object();
  return writer.take();
}

ApiResponse response_of(const ApiContext& context, const ApiRequest& request,
                        const SessionOutcome& outcome) {
  switch (outcome.kind) {
    case SessionOutcome::Kind::stored:
      return {.status = 201,
              .body = document_of(context, outcome.known.caller),
              .headers = {cookie_of(request, outcome.text, kSessionLength)}};
    case SessionOutcome::Kind::unknown:
      return error_response(401, "unauthorized",
                            "This lets nobody in: a token may be revoked, and a link works once, "
                            "within 15 minutes. A start of the dispatcher prints another link as "
                            "long as there is no token.");
    case SessionOutcome::Kind::failed:
      break;
  }
  return store_failed_response();
}

}  // namespace

void show_session(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  reply({.body = document_of(context, request.caller)});
}

void sign_in(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const Result<SignInDocument> document = read_sign_in_document(request.body);
  if (!document.ok()) {
    reply(problems_response(document.problems()));
    return;
  }
  const auto done = [&context, request, reply](const SessionOutcome& outcome) {
    reply(response_of(context, request, outcome));
  };
  const SignInDocument& given = document.value();
  const bool taken = given.token ? context.access_changes.sign_in_by_token(*given.token, done)
                                 : context.access_changes.sign_in_by_code(*given.code, done);
  if (!taken) {
    reply(queue_full_response());
  }
}

void sign_out(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const bool taken =
      context.access_changes.sign_out(session_of(request), [request, reply](bool is_committed) {
        reply(is_committed ? ApiResponse{.status = 204,
                                         .content_type = "",
                                         .headers = {cookie_of(request, "", 0)}}
                           : store_failed_response());
      });
  if (!taken) {
    reply(queue_full_response());
  }
}

}  // namespace hookstorm::native
