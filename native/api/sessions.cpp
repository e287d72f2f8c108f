#include "native/api/sessions.hpp"

#include <string>
#include <string_view>

#include "native/api/access_document.hpp"
#include "native/api/access_json.hpp"
#include "native/api/errors.hpp"
#include "native/api/resource_json.hpp"
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
  writer.begin_object().name("data");
  begin_resource(writer, "sessions", "this");
  write_caller(writer, caller, context.access.workspace_name(caller.workspace));
  end_resource(writer);
  writer.end_object();
  return writer.take();
}

constexpr std::string_view kUnknownToken =
    "This token is not known here, or it is revoked; whoever looks after the dispatcher makes "
    "another one.";
constexpr std::string_view kUnknownCode =
    "This link is void: a link works once, within 15 minutes. As long as there is no token, each "
    "start of the dispatcher prints another one.";

/// `unknown_detail` says what to do where that by which somebody signs in lets nobody in.
ApiResponse response_of(const ApiContext& context, const ApiRequest& request,
                        const SessionOutcome& outcome, std::string_view unknown_detail) {
  switch (outcome.kind) {
    case SessionOutcome::Kind::stored:
      return {.status = 201,
              .body = document_of(context, outcome.known.caller),
              .headers = {cookie_of(request, outcome.text, kSessionLength)}};
    case SessionOutcome::Kind::unknown:
      return error_response(401, "unauthorized", unknown_detail);
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
  const SignInDocument& given = document.value();
  const auto done = [&context, request, reply, detail = given.token ? kUnknownToken : kUnknownCode](
                        const SessionOutcome& outcome) {
    reply(response_of(context, request, outcome, detail));
  };
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
