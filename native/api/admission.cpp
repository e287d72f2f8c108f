#include "native/api/admission.hpp"

#include <utility>

#include "core/text/ascii.hpp"
#include "native/access/secret_text.hpp"
#include "native/api/errors.hpp"
#include "native/api/origin_guard.hpp"
#include "native/api/session_cookie.hpp"

namespace hookstorm::native {
namespace {

constexpr EpochMilliseconds kMillisecondsPerSecond = 1000;

/// The token of an Authorization header, with or without `Bearer`.
std::string_view token_of(std::string_view authorization) {
  constexpr std::string_view kBearer = "bearer ";
  if (ascii::to_lower(authorization.substr(0, kBearer.size())) == kBearer) {
    authorization.remove_prefix(kBearer.size());
  }
  return ascii::trimmed(authorization, " \t");
}

ApiResponse unauthorized(std::string_view detail) {
  ApiResponse response = error_response(401, "unauthorized", detail);
  response.headers.push_back({"WWW-Authenticate", "Bearer realm=\"Hookstorm\""});
  return response;
}

ApiResponse rate_limited(const RateVerdict& verdict) {
  const std::string seconds = std::to_string(verdict.retry_after_s);
  ApiResponse response = error_response(
      429, "rate-limited",
      "This token has made as many requests as it may; try again in " + seconds + " s.");
  response.headers.push_back({"Retry-After", seconds});
  return response;
}

/// Named as the vendor names them; the moment is in epoch seconds.
std::vector<Header> headers_of(const RateVerdict& verdict, const RateLimits& limits) {
  std::vector<Header> headers;
  if (verdict.second_remaining) {
    headers.push_back({"RateLimit-Interval-Limit", std::to_string(limits.per_second)});
    headers.push_back({"RateLimit-Interval-Remaining", std::to_string(*verdict.second_remaining)});
  }
  if (verdict.month_remaining) {
    headers.push_back({"RateLimit-Monthly-Limit", std::to_string(limits.per_month)});
    headers.push_back({"RateLimit-Monthly-Remaining", std::to_string(*verdict.month_remaining)});
  }
  if (!headers.empty()) {
    headers.push_back(
        {"RateLimit-Reset", std::to_string((verdict.resets_at + kMillisecondsPerSecond - 1) /
                                           kMillisecondsPerSecond)});
  }
  return headers;
}

bool changes_something(const ApiRequest& request) {
  return request.method != "GET" && request.method != "HEAD";
}

}  // namespace

std::optional<AccessTable::Known> sender_of(const ApiRequest& request, const AccessTable& table,
                                            EpochMilliseconds now) {
  if (const std::optional<std::string> authorization = request.header("authorization")) {
    return table.by_token(hash_of_secret(token_of(*authorization)));
  }
  const std::string session = session_of(request);
  return session.empty() ? std::nullopt : table.by_session(hash_of_secret(session), now);
}

ApiResponse scope_missing_response(Scope needed) {
  return error_response(
      403, "scope-missing",
      needed == Scope::instance
          ? std::string("This needs the scope admin in the workspace default.")
          : "This needs a token with the scope " + std::string(name_of(needed)) + ".");
}

Admitting::Admitting(AccessMode mode, AccessTable& table, AccessChanges& changes, Clock clock)
    : mode_(mode), table_(table), changes_(changes), clock_(std::move(clock)) {}

Admission Admitting::operator()(const ApiRequest& request, Scope needed) const {
  if (std::optional<ApiResponse> refusal =
          mode_ == AccessMode::open ? refusal_of_foreign_name(request) : std::nullopt) {
    return {.refusal = std::move(refusal)};
  }
  if (std::optional<ApiResponse> refusal = refusal_of_foreign_page(request)) {
    return {.refusal = std::move(refusal)};
  }
  if (mode_ == AccessMode::open) {
    return {.refusal = std::nullopt, .caller = open_caller()};
  }
  if (needed == Scope::none) {
    return {.refusal = std::nullopt};
  }
  const std::optional<AccessTable::Known> known = sender_of(request, table_, clock_());
  if (!known) {
    return {.refusal = unauthorized(request.header("authorization")
                                        ? "This token is not known here, or it is revoked."
                                        : "Give a token in a header Authorization, or sign in.")};
  }
  const bool is_session = known->caller.actor.kind == ActorKind::session;
  if (is_session && changes_something(request) && !request.origin) {
    // Browsers say where such requests come from, and that it is this page was asked above.
    return {.refusal = error_response(
                403, "origin-refused",
                "Who is signed in changes things from the page alone; programs use a token.")};
  }
  return admit_known(*known, needed);
}

Admission Admitting::admit_known(const AccessTable::Known& known, Scope needed) const {
  const AccessTable::Use use = table_.count(known.token, clock_());
  if (use.to_write) {
    changes_.record_use(known.token, *use.to_write);
  }
  Admission admission{.refusal = std::nullopt,
                      .caller = known.caller,
                      .headers = headers_of(use.verdict, table_.limits())};
  if (!use.verdict.passes) {
    admission.refusal = rate_limited(use.verdict);
  } else if (!known.caller.may(needed)) {
    admission.refusal = scope_missing_response(needed);
  }
  return admission;
}

}  // namespace hookstorm::native
