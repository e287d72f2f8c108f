#include "native/api/inbox_receiver.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/text/ascii.hpp"
#include "native/api/errors.hpp"
#include "native/api/inboxes.hpp"
#include "native/api/routes.hpp"
#include "native/api/session_cookie.hpp"

namespace hookstorm::native {
namespace {

std::string inbox_id_of(std::string_view target) {
  target.remove_prefix(kInboxPath.size());
  return std::string(target.substr(0, target.find_first_of("/?")));
}

/// Pages of any origin may send, and read the answer.
ApiResponse for_any_origin(ApiResponse response) {
  response.headers.push_back({"Access-Control-Allow-Origin", "*"});
  response.headers.push_back({"Access-Control-Expose-Headers", "*"});
  // Whatever it holds, a browser gives it an origin of its own and runs no script of it.
  response.headers.push_back({"Content-Security-Policy", "sandbox; default-src 'none'"});
  return response;
}

/// The browser's question whether a page may send: no request of the page's, and not captured.
bool is_preflight(const ApiRequest& request) {
  return request.method == "OPTIONS" && request.origin &&
         request.header("access-control-request-method");
}

ApiResponse preflight_response(const ApiRequest& request) {
  ApiResponse response = for_any_origin({.status = 204, .content_type = ""});
  response.headers.push_back({"Access-Control-Allow-Methods",
                              request.header("access-control-request-method").value_or("*")});
  if (const auto names = request.header("access-control-request-headers")) {
    response.headers.push_back({"Access-Control-Allow-Headers", *names});
  }
  return response;
}

ApiResponse chosen_response(const InboxAnswer& answer) {
  return for_any_origin(
      {.status = answer.status, .body = answer.body, .content_type = answer.content_type});
}

/// But for the cookie by which somebody is signed in to the page: a browser sends it here too, and
/// whoever reads the capture could act as them.
std::vector<Header> captured_headers(const ApiRequest& request) {
  std::vector<Header> headers;
  for (const Header& header : request.headers) {
    const bool is_cookie = ascii::to_lower(header.name) == "cookie" &&
                           header.value.find(kSessionCookie) != std::string::npos;
    headers.push_back({header.name, is_cookie ? without_session(header.value) : header.value});
  }
  return headers;
}

Capture capture_of(const ApiRequest& request) {
  return {.head = {.method = request.method,
                   .target = request.target,
                   .source = request.source,
                   .headers = captured_headers(request)},
          .body = request.body};
}

/// After the commit, on the writer's thread.
void answer(const ApiContext& context, const InboxOutcome& outcome, const Reply& reply) {
  switch (outcome.kind) {
    case InboxOutcome::Kind::stored: {
      context.metrics.count_capture(CaptureResult::captured);
      ApiResponse response = chosen_response(outcome.inbox->answer);
      const std::chrono::milliseconds delay(outcome.inbox->answer.delay_ms);
      if (delay.count() == 0) {
        reply(std::move(response));
      } else {
        context.delayed_answers.give_after(
            delay, [reply, response = std::move(response)] { reply(response); });
      }
      return;
    }
    case InboxOutcome::Kind::not_found:
      context.metrics.count_capture(CaptureResult::no_inbox);
      reply(for_any_origin(no_such_inbox_response()));
      return;
    case InboxOutcome::Kind::too_many:
    case InboxOutcome::Kind::failed:
      break;
  }
  context.metrics.count_capture(CaptureResult::turned_away);
  reply(for_any_origin(store_failed_response()));
}

}  // namespace

bool is_for_inbox(std::string_view target) {
  return target.starts_with(kInboxPath);
}

void receive_for_inbox(const ApiContext& context, const ApiRequest& request, const Reply& reply) {
  const std::string id = inbox_id_of(request.target);
  const std::optional<StoredInbox> inbox = context.inboxes.find(context.reader, id);
  if (!inbox) {
    context.metrics.count_capture(CaptureResult::no_inbox);
    reply(for_any_origin(no_such_inbox_response()));
    return;
  }
  if (is_preflight(request)) {
    reply(preflight_response(request));
    return;
  }
  const bool is_delayed = inbox->answer.delay_ms > 0;
  const bool is_taken =
      !(is_delayed && context.delayed_answers.is_full()) &&
      context.inboxes.capture(id, capture_of(request), [&context, reply](const auto& outcome) {
        answer(context, outcome, reply);
      });
  if (!is_taken) {
    context.metrics.count_capture(CaptureResult::turned_away);
    reply(for_any_origin(
        busy_response("More requests for inboxes are waiting than may; try again soon.")));
  }
}

}  // namespace hookstorm::native
