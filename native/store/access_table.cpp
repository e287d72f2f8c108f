#include "native/store/access_table.hpp"

#include <algorithm>
#include <utility>

namespace hookstorm::native {

AccessSnapshot read_access(StoreReader& reader) {
  return {
      .workspaces = reader.workspaces(), .tokens = reader.tokens(), .sessions = reader.sessions()};
}

AccessTable::AccessTable(AccessSnapshot snapshot, const RateLimits& limits) : limits_(limits) {
  replace(std::move(snapshot));
}

void AccessTable::replace(AccessSnapshot snapshot) {
  const std::lock_guard lock(mutex_);
  workspaces_ = std::move(snapshot.workspaces);
  tokens_.clear();
  tokens_by_hash_.clear();
  sessions_.clear();
  for (StoredToken& token : snapshot.tokens) {
    if (token.revoked_at) {
      uses_.erase(token.key);
      continue;
    }
    if (token.hash) {
      tokens_by_hash_.emplace(*token.hash, token.key);
    }
    uses_.try_emplace(token.key, UseOfToken{.rate = {.second = {},
                                                     .month = {.began_at = token.month.began_at,
                                                               .requests = token.month.requests}},
                                            .written_at = token.used_at.value_or(0)});
    const TokenKey key = token.key;
    tokens_.emplace(key, std::move(token));
  }
  for (StoredSession& session : snapshot.sessions) {
    std::string hash = session.hash;
    sessions_.emplace(std::move(hash), std::move(session));
  }
}

void AccessTable::use_limits(const RateLimits& limits) {
  const std::lock_guard lock(mutex_);
  limits_ = limits;
}

RateLimits AccessTable::limits() const {
  const std::lock_guard lock(mutex_);
  return limits_;
}

std::optional<AccessTable::Known> AccessTable::by_token(std::string_view hash) const {
  const std::lock_guard lock(mutex_);
  const auto found = tokens_by_hash_.find(std::string(hash));
  return found == tokens_by_hash_.end() ? std::nullopt : known(found->second, ActorKind::token);
}

std::optional<AccessTable::Known> AccessTable::by_session(std::string_view hash,
                                                          EpochMilliseconds now) const {
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(std::string(hash));
  return found == sessions_.end() || found->second.expires_at <= now
             ? std::nullopt
             : known(found->second.token, ActorKind::session);
}

std::optional<AccessTable::Known> AccessTable::known(TokenKey token, ActorKind kind) const {
  const auto found = tokens_.find(token);
  if (found == tokens_.end()) {
    return std::nullopt;
  }
  const StoredToken& stored = found->second;
  return Known{
      .caller = {.workspace = stored.workspace,
                 .scopes = stored.scopes,
                 .actor = {.kind = kind, .token_id = stored.id, .token_name = stored.name}},
      .token = token};
}

AccessTable::Use AccessTable::count(TokenKey token, EpochMilliseconds now) {
  const std::lock_guard lock(mutex_);
  UseOfToken& use = uses_[token];
  const EpochMilliseconds month = use.rate.month.began_at;
  Use counted{.verdict = count_request(use.rate, limits_, now), .to_write = std::nullopt};
  if (use.rate.month.began_at != month) {
    use.unwritten = 0;
  }
  use.unwritten += counted.verdict.passes ? 1 : 0;
  if (is_to_be_written(use, counted.verdict, now)) {
    use.written_at = now;
    use.is_being_written = true;
    counted.to_write =
        MonthUse{.began_at = use.rate.month.began_at, .requests = std::exchange(use.unwritten, 0)};
  }
  return counted;
}

bool AccessTable::is_to_be_written(const UseOfToken& use, const RateVerdict& verdict,
                                   EpochMilliseconds now) {
  const bool is_long_ago = now < use.written_at || now >= use.written_at + kUseWrittenEvery;
  const bool is_much = verdict.month_remaining && use.unwritten > 0 &&
                       use.unwritten * kPartsOfMonth >= *verdict.month_remaining;
  return !use.is_being_written && (is_long_ago || is_much);
}

void AccessTable::take_over(TokenKey token, const MonthUse& written,
                            const std::optional<MonthUse>& month) {
  const std::lock_guard lock(mutex_);
  const auto found = uses_.find(token);
  if (found == uses_.end()) {
    return;
  }
  UseOfToken& use = found->second;
  use.is_being_written = false;
  if (use.rate.month.began_at != written.began_at) {
    return;  // Another month has begun since.
  }
  if (month) {
    use.rate.month = {.began_at = month->began_at, .requests = month->requests + use.unwritten};
  } else {
    use.unwritten += written.requests;
  }
}

bool AccessTable::has_token() const {
  const std::lock_guard lock(mutex_);
  return !tokens_by_hash_.empty();
}

std::optional<WorkspaceKey> AccessTable::workspace_named(std::string_view name) const {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(workspaces_.begin(), workspaces_.end(),
                                  [&](const StoredWorkspace& each) { return each.name == name; });
  return found == workspaces_.end() ? std::nullopt : std::optional(found->key);
}

std::string AccessTable::workspace_name(WorkspaceKey workspace) const {
  const std::lock_guard lock(mutex_);
  const auto found =
      std::find_if(workspaces_.begin(), workspaces_.end(),
                   [&](const StoredWorkspace& each) { return each.key == workspace; });
  return found == workspaces_.end() ? std::string() : found->name;
}

}  // namespace hookstorm::native
