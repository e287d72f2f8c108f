// Makes and revokes tokens, lets people sign in and out, and makes workspaces, each decided and
// stored on the writer's thread and written down in the audit log. Secrets are given out once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "native/access/sign_in_code.hpp"
#include "native/store/access_table.hpp"
#include "native/store/writer.hpp"
#include "native/system/clock.hpp"
#include "native/system/random.hpp"

namespace hookstorm::native {

inline constexpr std::size_t kTokensMax = 1'000;  ///< In a workspace.
inline constexpr std::size_t kWorkspacesMax = 100;
inline constexpr std::size_t kSessionsPerTokenMax = 20;
/// A session ends then, used or not.
inline constexpr DurationMilliseconds kSessionLength = 30LL * 24 * 60 * 60 * 1000;

/// What somebody wants a token to be.
struct TokenWish {
  WorkspaceKey workspace = kNoWorkspace;
  std::string name;
  Scopes scopes;
};

struct TokenOutcome {
  enum class Kind : std::uint8_t { stored, too_many, not_found, failed };

  Kind kind = Kind::failed;
  std::optional<StoredToken> token;  ///< As it is now, where stored.
  std::string text;                  ///< The token itself, where it was made.
};

struct WorkspaceOutcome {
  enum class Kind : std::uint8_t { stored, too_many, name_taken, failed };

  Kind kind = Kind::failed;
  StoredWorkspace workspace;  ///< Where stored.
};

struct SessionOutcome {
  enum class Kind : std::uint8_t { stored, unknown, failed };

  Kind kind = Kind::failed;
  std::string text;  ///< For the cookie, where stored.
  AccessTable::Known known;
};

/// Makes a token within a transaction.
[[nodiscard]] TokenOutcome create_token(Store& store, const TokenWish& wish, const Actor& actor,
                                        const RandomBytes& random, EpochMilliseconds now);
/// Revokes the token with the id, of the workspace or, without one, of any.
[[nodiscard]] TokenOutcome revoke_token(Store& store, std::optional<WorkspaceKey> workspace,
                                        const std::string& id, const Actor& actor,
                                        EpochMilliseconds now);
/// Makes a workspace within a transaction.
[[nodiscard]] WorkspaceOutcome create_workspace(Store& store, const std::string& name,
                                                const Actor& actor, EpochMilliseconds now);

class AccessChanges {
 public:
  /// Called after the commit, on the writer's thread.
  template <typename Outcome>
  using Done = std::function<void(Outcome)>;

  AccessChanges(Writer& writer, AccessTable& table, Clock clock, RandomBytes random);

  /// These return false where the queue is full; nothing happens then.
  [[nodiscard]] bool create_token(const Caller& caller, TokenWish wish, Done<TokenOutcome> done);
  [[nodiscard]] bool revoke_token(const Caller& caller, std::string id, Done<TokenOutcome> done);
  [[nodiscard]] bool create_workspace(const Caller& caller, std::string name,
                                      Done<WorkspaceOutcome> done);
  /// Signs somebody in who has a token.
  [[nodiscard]] bool sign_in_by_token(std::string_view token, Done<SessionOutcome> done);
  /// Signs somebody in who followed the link: they may do everything.
  [[nodiscard]] bool sign_in_by_code(std::string_view code, Done<SessionOutcome> done);
  /// Ends the session whose cookie holds `text`.
  [[nodiscard]] bool sign_out(std::string_view text, std::function<void(bool committed)> done);

  /// Others have changed something: the table takes over what there is now.
  void read_again();

  /// Has it written that a token was used, so often more; where that fails, the next time will do.
  void record_use(TokenKey token, const MonthUse& more);

  /// The code of a new sign-in link; the one before is void.
  [[nodiscard]] std::string new_sign_in_code();

 private:
  template <typename Outcome>
  bool submit(std::function<Outcome(Store&)> decide, Done<Outcome> done);
  [[nodiscard]] bool begin_session(std::function<StoredToken(Store&)> token_of,
                                   Done<SessionOutcome> done);

  Writer& writer_;
  AccessTable& table_;
  Clock clock_;
  RandomBytes random_;
  SignInCode code_;
};

}  // namespace hookstorm::native
