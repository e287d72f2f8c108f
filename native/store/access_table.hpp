// Who may do what, in memory, so that telling who asks reads no database. From any thread.
// Easy to get wrong: what the store holds is taken over after each commit that changes it, and
// before anybody hears of that; what a token has used of its limits is counted here, and added to
// the store's count, which other processes may share, now and then.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "native/access/rate_limit.hpp"
#include "native/store/store.hpp"

namespace hookstorm::native {

/// All that the store holds of it.
struct AccessSnapshot {
  std::vector<StoredWorkspace> workspaces;
  std::vector<StoredToken> tokens;
  std::vector<StoredSession> sessions;
};

[[nodiscard]] AccessSnapshot read_access(StoreReader& reader);

class AccessTable {
 public:
  /// How often a token's use is written, unless more has come than a part of what its month has
  /// left: others count as well, and know of it only then.
  static constexpr DurationMilliseconds kUseWrittenEvery = 60'000;
  static constexpr std::int64_t kPartsOfMonth = 16;

  struct Known {
    Caller caller;
    TokenKey token = 0;
  };

  /// What a request's being counted gives.
  struct Use {
    RateVerdict verdict;
    std::optional<MonthUse> to_write;  ///< To be added in the store; then `take_over` is called.
  };

  AccessTable(AccessSnapshot snapshot, const RateLimits& limits);

  void replace(AccessSnapshot snapshot);
  void use_limits(const RateLimits& limits);
  [[nodiscard]] RateLimits limits() const;

  /// Whose token or session has this hash; nothing where it is revoked or has expired.
  [[nodiscard]] std::optional<Known> by_token(std::string_view hash) const;
  [[nodiscard]] std::optional<Known> by_session(std::string_view hash, EpochMilliseconds now) const;
  /// Counts a request.
  [[nodiscard]] Use count(TokenKey token, EpochMilliseconds now);
  /// What the store has of the month after `written` was added; nothing where it was not.
  void take_over(TokenKey token, const MonthUse& written, const std::optional<MonthUse>& month);

  /// Whether somebody can hold a token.
  [[nodiscard]] bool has_token() const;
  [[nodiscard]] std::optional<WorkspaceKey> workspace_named(std::string_view name) const;
  /// Empty where there is none.
  [[nodiscard]] std::string workspace_name(WorkspaceKey workspace) const;

 private:
  struct UseOfToken {
    RateUse rate;
    std::int64_t unwritten = 0;  ///< Of the month's requests.
    bool is_being_written = false;
    EpochMilliseconds written_at = 0;
  };

  [[nodiscard]] static bool is_to_be_written(const UseOfToken& use, const RateVerdict& verdict,
                                             EpochMilliseconds now);

  [[nodiscard]] std::optional<Known> known(TokenKey token, ActorKind kind) const;

  mutable std::mutex mutex_;
  RateLimits limits_;
  std::vector<StoredWorkspace> workspaces_;
  std::map<TokenKey, StoredToken> tokens_;  ///< Those that are not revoked.
  std::unordered_map<std::string, TokenKey> tokens_by_hash_;
  std::unordered_map<std::string, StoredSession> sessions_;
  std::map<TokenKey, UseOfToken> uses_;
};

}  // namespace hookstorm::native
