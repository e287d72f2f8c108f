// Scopes, secrets, rate limits and the table of who may do what, without I/O.
#include <set>

#include <doctest/doctest.h>

#include "native/access/rate_limit.hpp"
#include "native/access/secret_text.hpp"
#include "native/access/sign_in_code.hpp"
#include "native/store/access_table.hpp"
#include "native/system/random.hpp"

using namespace hookstorm;
using namespace hookstorm::native;

namespace {

constexpr EpochMilliseconds kNow = 1'700'000'000'000;

AccessSnapshot snapshot() {
  return {
      .workspaces = {{.key = kDefaultWorkspace, .name = "default"}, {.key = 2, .name = "other"}},
      .tokens = {{.key = 7,
                  .id = "tok_7",
                  .workspace = 2,
                  .name = "seven",
                  .scopes = {Scope::webhooks_read},
                  .hash = "hash 7"},
                 {.key = 8,
                  .id = "tok_8",
                  .workspace = 2,
                  .name = "gone",
                  .scopes = {},
                  .hash = "hash 8",
                  .revoked_at = kNow}},
      .sessions = {{.hash = "session", .token = 7, .expires_at = kNow + 10},
                   {.hash = "orphan", .token = 8, .expires_at = kNow + 10}}};
}

}  // namespace

TEST_CASE("scopes: are told by their names, and come back from them") {
  const Scopes scopes{Scope::deliveries_read, Scope::webhooks_write};
  CHECK(text_of(scopes) == "webhooks:write deliveries:read");
  CHECK(scopes_of(text_of(scopes)) == scopes);
  CHECK(scopes_of("webhooks:write unheard:of") == Scopes{Scope::webhooks_write});
  CHECK(scopes_of("").empty());
  for (const char* name : {"", "any", "none", "instance", "Admin", "webhooks"}) {
    CHECK_FALSE(scope_named(name));
  }
}

TEST_CASE(
    "caller: admin comprises the scopes of its workspace, and the instance's in the default") {
  Caller caller{.workspace = 2, .scopes = {Scope::webhooks_write}};
  CHECK(caller.may(Scope::none));
  CHECK(caller.may(Scope::any));
  CHECK(caller.may(Scope::webhooks_write));
  CHECK_FALSE(caller.may(Scope::webhooks_read));
  CHECK_FALSE(caller.may(Scope::admin));
  caller.scopes = {Scope::admin};
  CHECK(caller.may(Scope::deliveries_read));
  CHECK(caller.may(Scope::admin));
  CHECK_FALSE(caller.may(Scope::instance));
  CHECK(open_caller().may(Scope::instance));
  CHECK_FALSE(Caller{}.may(Scope::any));
  CHECK_FALSE(Caller{}.may(Scope::webhooks_read));
}

TEST_CASE("secrets: are long, for URLs, and never the same") {
  std::set<std::string> texts;
  for (int i = 0; i < 1000; ++i) {
    const std::string token = new_token_text(system_random());
    REQUIRE(token.size() == 46);
    CHECK(token.starts_with("hs_"));
    CHECK(token.find_first_not_of(
              "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
          std::string::npos);
    texts.insert(token);
  }
  CHECK(texts.size() == 1000);
  CHECK(hash_of_secret("a").size() == 32);
  CHECK(hash_of_secret("a") != hash_of_secret("b"));
  CHECK(new_token_id(system_random()).size() == 36);
}

TEST_CASE("sign-in code: lets its bearer in once, and for a quarter of an hour") {
  SignInCode code;
  CHECK_FALSE(code.take("", kNow));
  code.set("first", kNow);
  CHECK_FALSE(code.take("second", kNow));
  CHECK(code.take("first", kNow + SignInCode::kValidFor - 1));
  CHECK_FALSE(code.take("first", kNow));
  code.set("second", kNow);
  CHECK_FALSE(code.take("second", kNow + SignInCode::kValidFor));
  code.set("third", kNow);
  CHECK_FALSE(code.take("second", kNow));
  CHECK(code.take("third", kNow));
}

TEST_CASE("rate limit: so many in a second, and what is refused counts for nothing") {
  RateUse use;
  const RateLimits limits{.per_second = 2, .per_month = 0};
  CHECK(count_request(use, limits, kNow).second_remaining == 1);
  CHECK(count_request(use, limits, kNow + 1).second_remaining == 0);
  const RateVerdict refused = count_request(use, limits, kNow + 2);
  CHECK_FALSE(refused.passes);
  CHECK(refused.retry_after_s == 1);
  CHECK(refused.resets_at == kNow + 1000);
  CHECK_FALSE(refused.month_remaining);
  CHECK(use.month.requests == 2);
  CHECK(count_request(use, limits, kNow + 1000).passes);
  CHECK(count_request(use, limits, kNow - 5000).passes);  // The clock was set back.
}

TEST_CASE("rate limit: so many in 30 days from the first one on") {
  RateUse use;
  const RateLimits limits{.per_second = 0, .per_month = 3};
  for (std::int64_t i = 0; i < 3; ++i) {
    CHECK(count_request(use, limits, kNow + i * 1000).month_remaining == 2 - i);
  }
  const RateVerdict refused = count_request(use, limits, kNow + kMonth - 1500);
  CHECK_FALSE(refused.passes);
  CHECK_FALSE(refused.second_remaining);
  CHECK(refused.retry_after_s == 2);
  CHECK(refused.resets_at == kNow + kMonth);
  CHECK(count_request(use, limits, kNow + kMonth).month_remaining == 2);
  RateUse other;
  for (int i = 0; i < 1000; ++i) {
    REQUIRE(count_request(other, {.per_second = 0, .per_month = 0}, kNow).passes);
  }
}

TEST_CASE("access table: knows tokens that are not revoked, and sessions that have not expired") {
  AccessTable table(snapshot(), {});
  const auto known = table.by_token("hash 7");
  REQUIRE(known);
  CHECK(known->token == 7);
  CHECK(known->caller.workspace == 2);
  CHECK(known->caller.actor.kind == ActorKind::token);
  CHECK(known->caller.actor.token_id == "tok_7");
  CHECK_FALSE(table.by_token("hash 8"));
  CHECK_FALSE(table.by_token(""));
  CHECK(table.by_session("session", kNow + 9)->caller.actor.kind == ActorKind::session);
  CHECK_FALSE(table.by_session("session", kNow + 10));
  CHECK_FALSE(table.by_session("orphan", kNow));
  CHECK_FALSE(table.by_session("hash 7", kNow));
  CHECK(table.has_token());
  CHECK(table.workspace_named("other") == 2);
  CHECK_FALSE(table.workspace_named("third"));
  CHECK(table.workspace_name(2) == "other");

  AccessSnapshot later = snapshot();
  later.tokens.front().revoked_at = kNow;
  table.replace(later);
  CHECK_FALSE(table.by_token("hash 7"));
  CHECK_FALSE(table.by_session("session", kNow));
  CHECK_FALSE(table.has_token());
  later.tokens.push_back({.key = 9,
                          .id = "tok_9",
                          .workspace = kDefaultWorkspace,
                          .name = "link",
                          .scopes = {},
                          .hash = std::nullopt});
  table.replace(later);
  CHECK_FALSE(table.has_token());  // Nobody holds one.
}

TEST_CASE("access table: a token's use is to be written once a minute, and outlives a change") {
  AccessTable table(snapshot(), {.per_second = 2, .per_month = 0});
  const AccessTable::Use first = table.count(7, kNow);
  CHECK(first.to_write->requests == 1);
  table.take_over(7, *first.to_write, first.to_write);
  CHECK_FALSE(table.count(7, kNow + 1).to_write);
  table.replace(snapshot());
  CHECK_FALSE(table.count(7, kNow + 2).verdict.passes);
  const AccessTable::Use later = table.count(7, kNow + AccessTable::kUseWrittenEvery);
  CHECK(later.verdict.passes);
  CHECK(later.to_write->requests == 2);  // What the store has not heard of.
  CHECK(later.to_write->began_at == kNow);
}

TEST_CASE("access table: what others have counted of a month counts here as well") {
  AccessTable table(snapshot(), {.per_second = 0, .per_month = 160});
  const MonthUse first = table.count(7, kNow).to_write.value();
  table.take_over(7, first, MonthUse{.began_at = kNow - 5, .requests = 101});
  for (int more = 1; more < 4; ++more) {
    const AccessTable::Use use = table.count(7, kNow + more);
    CHECK(use.verdict.month_remaining == 59 - more);
    CHECK(use.verdict.resets_at == kNow - 5 + kMonth);
    CHECK(use.to_write.has_value() == (more == 4));
  }
  // A part of what is left has come: others are to know of it, and what failed is told again.
  const AccessTable::Use fourth = table.count(7, kNow + 4);
  CHECK(fourth.to_write->requests == 4);
  CHECK_FALSE(table.count(7, kNow + 5).to_write);  // One is under way.
  table.take_over(7, *fourth.to_write, std::nullopt);
  const AccessTable::Use sixth = table.count(7, kNow + 6);
  CHECK(sixth.to_write->requests == 6);
  CHECK(table.count(7, kNow + 7).verdict.month_remaining == 52);
  table.take_over(7, *sixth.to_write, MonthUse{.began_at = kNow - 5, .requests = 158});
  const AccessTable::Use last = table.count(7, kNow + 8);
  CHECK(last.verdict.month_remaining == 0);
  table.take_over(7, *last.to_write, MonthUse{.began_at = kNow - 5, .requests = 160});
  CHECK_FALSE(table.count(7, kNow + 9).verdict.passes);
  // What was counted of a month that is over is not of the next one.
  const AccessTable::Use next = table.count(7, kNow + kMonth);
  CHECK(next.verdict.month_remaining == 159);
  CHECK(next.to_write->requests == 1);
  table.take_over(7, *sixth.to_write, MonthUse{.began_at = kNow - 5, .requests = 160});
  CHECK(table.count(7, kNow + kMonth + 1).verdict.month_remaining == 158);
}
