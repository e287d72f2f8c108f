#include "native/engine/access_changes.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "native/access/secret_text.hpp"

namespace hookstorm::native {
namespace {

/// How a token is called that stands for who followed the sign-in link.
constexpr const char* kLinkName = "sign-in link";

AuditEntry entry_of(const StoredToken& token, AuditAction action, const Actor& actor,
                    EpochMilliseconds now) {
  return {.workspace = token.workspace,
          .at = now,
          .actor = actor,
          .action = action,
          .subject_id = token.id,
          .subject_name = token.name};
}

std::size_t count_of(const std::vector<StoredToken>& tokens, WorkspaceKey workspace) {
  return static_cast<std::size_t>(std::count_if(
      tokens.begin(), tokens.end(),
      [&](const StoredToken& token) { return token.workspace == workspace && !token.revoked_at; }));
}

Actor actor_of(const StoredToken& token) {
  return {.kind = ActorKind::session, .token_id = token.id, .token_name = token.name};
}

}  // namespace

TokenOutcome create_token(Store& store, const TokenWish& wish, const Actor& actor,
                          const RandomBytes& random, EpochMilliseconds now) {
  if (count_of(store.tokens(), wish.workspace) >= kTokensMax) {
    return {.kind = TokenOutcome::Kind::too_many, .token = {}, .text = {}};
  }
  std::string text = new_token_text(random);
  StoredToken token{.id = new_token_id(random),
                    .workspace = wish.workspace,
                    .name = wish.name,
                    .scopes = wish.scopes,
                    .hash = hash_of_secret(text),
                    .created_at = now};
  token.key = store.create_token(token);
  store.add_audit(entry_of(token, AuditAction::token_created, actor, now));
  return {.kind = TokenOutcome::Kind::stored, .token = std::move(token), .text = std::move(text)};
}

TokenOutcome revoke_token(Store& store, std::optional<WorkspaceKey> workspace,
                          const std::string& id, const Actor& actor, EpochMilliseconds now) {
  std::vector<StoredToken> tokens = store.tokens();
  const auto token = std::find_if(tokens.begin(), tokens.end(), [&](const StoredToken& each) {
    return each.id == id && !each.revoked_at && (!workspace || each.workspace == *workspace);
  });
  if (token == tokens.end()) {
    return {.kind = TokenOutcome::Kind::not_found, .token = {}, .text = {}};
  }
  store.revoke_token(token->key, now);
  store.add_audit(entry_of(*token, AuditAction::token_revoked, actor, now));
  token->revoked_at = now;
  return {.kind = TokenOutcome::Kind::stored, .token = std::move(*token), .text = {}};
}

WorkspaceOutcome create_workspace(Store& store, const std::string& name, const Actor& actor,
                                  EpochMilliseconds now) {
  const std::vector<StoredWorkspace> workspaces = store.workspaces();
  if (std::any_of(workspaces.begin(), workspaces.end(),
                  [&](const StoredWorkspace& each) { return each.name == name; })) {
    return {.kind = WorkspaceOutcome::Kind::name_taken, .workspace = {}};
  }
  if (workspaces.size() >= kWorkspacesMax) {
    return {.kind = WorkspaceOutcome::Kind::too_many, .workspace = {}};
  }
  const WorkspaceKey key = store.create_workspace(name, now);
  // What concerns the instance stands in the log of the workspace that looks after it.
  store.add_audit({.workspace = kDefaultWorkspace,
                   .at = now,
                   .actor = actor,
                   .action = AuditAction::workspace_created,
                   .subject_id = name,
                   .subject_name = name});
  return {.kind = WorkspaceOutcome::Kind::stored,
          .workspace = {.key = key, .name = name, .created_at = now}};
}

AccessChanges::AccessChanges(Writer& writer, AccessTable& table, Clock clock, RandomBytes random)
    : writer_(writer), table_(table), clock_(std::move(clock)), random_(std::move(random)) {}

template <typename Outcome>
bool AccessChanges::submit(std::function<Outcome(Store&)> decide, Done<Outcome> done) {
  struct Change {
    Outcome outcome;
    AccessSnapshot after;
  };
  const auto change = std::make_shared<Change>();
  return writer_.try_submit(
      {.run =
           [change, decide = std::move(decide)](Store& store, WebhookRegistry&) {
             change->outcome = decide(store);
             change->after = read_access(store);
           },
       .done =
           [change, done = std::move(done), &table = table_](bool committed) {
             if (!committed) {
               done(Outcome{});
               return;
             }
             table.replace(std::move(change->after));
             done(std::move(change->outcome));
           }});
}

bool AccessChanges::create_token(const Caller& caller, TokenWish wish, Done<TokenOutcome> done) {
  return submit<TokenOutcome>(
      [caller, wish = std::move(wish), now = clock_(), random = random_](Store& store) {
        return native::create_token(store, wish, caller.actor, random, now);
      },
      std::move(done));
}

bool AccessChanges::revoke_token(const Caller& caller, std::string id, Done<TokenOutcome> done) {
  const auto workspace =
      caller.may(Scope::instance) ? std::nullopt : std::optional(caller.workspace);
  return submit<TokenOutcome>(
      [caller, workspace, id = std::move(id), now = clock_()](Store& store) {
        return native::revoke_token(store, workspace, id, caller.actor, now);
      },
      std::move(done));
}

bool AccessChanges::create_workspace(const Caller& caller, std::string name,
                                     Done<WorkspaceOutcome> done) {
  return submit<WorkspaceOutcome>(
      [caller, name = std::move(name), now = clock_()](Store& store) {
        return native::create_workspace(store, name, caller.actor, now);
      },
      std::move(done));
}

bool AccessChanges::sign_in_by_token(std::string_view token, Done<SessionOutcome> done) {
  const std::string hash = hash_of_secret(token);
  if (!table_.by_token(hash)) {  // Guesses are to cost the store nothing.
    done({.kind = SessionOutcome::Kind::unknown, .text = {}, .known = {}});
    return true;
  }
  return begin_session(
      [hash](Store& store) {
        const std::vector<StoredToken> tokens = store.tokens();
        const auto found = std::find_if(tokens.begin(), tokens.end(), [&](const StoredToken& each) {
          return each.hash == hash && !each.revoked_at;
        });
        return found == tokens.end() ? StoredToken{} : *found;
      },
      std::move(done));
}

bool AccessChanges::sign_in_by_code(std::string_view code, Done<SessionOutcome> done) {
  const EpochMilliseconds now = clock_();
  if (!code_.take(code, now)) {
    done({.kind = SessionOutcome::Kind::unknown, .text = {}, .known = {}});
    return true;
  }
  const bool is_taken = begin_session(
      [id = new_token_id(random_), now](Store& store) {
        StoredToken token{.id = id,
                          .workspace = kDefaultWorkspace,
                          .name = kLinkName,
                          .scopes = {Scope::admin},
                          .hash = std::nullopt,
                          .created_at = now};
        token.key = store.create_token(token);
        return token;
      },
      [this, code = std::string(code), now, done = std::move(done)](SessionOutcome outcome) {
        if (outcome.kind == SessionOutcome::Kind::failed) {
          code_.set(code, now);  // Nobody has used it.
        }
        done(std::move(outcome));
      });
  if (!is_taken) {
    code_.set(code, now);
  }
  return is_taken;
}

bool AccessChanges::begin_session(std::function<StoredToken(Store&)> token_of,
                                  Done<SessionOutcome> done) {
  const std::string text = new_secret_text(random_);
  return submit<SessionOutcome>(
      [text, token_of = std::move(token_of), now = clock_()](Store& store) {
        const StoredToken token = token_of(store);
        if (token.key == 0) {
          return SessionOutcome{.kind = SessionOutcome::Kind::unknown, .text = {}, .known = {}};
        }
        store.create_session(
            {.hash = hash_of_secret(text), .token = token.key, .expires_at = now + kSessionLength},
            now, kSessionsPerTokenMax);
        store.add_audit(entry_of(token, AuditAction::signed_in, actor_of(token), now));
        return SessionOutcome{.kind = SessionOutcome::Kind::stored,
                              .text = text,
                              .known = {.caller = {.workspace = token.workspace,
                                                   .scopes = token.scopes,
                                                   .actor = actor_of(token)},
                                        .token = token.key}};
      },
      std::move(done));
}

bool AccessChanges::sign_out(std::string_view text, std::function<void(bool committed)> done) {
  return submit<bool>(
      [hash = hash_of_secret(text)](Store& store) {
        store.delete_session(hash);
        return true;
      },
      std::move(done));
}

void AccessChanges::read_again() {
  const auto after = std::make_shared<AccessSnapshot>();
  writer_.submit({.run = [after](Store& store, WebhookRegistry&) { *after = read_access(store); },
                  .done =
                      [after, &table = table_](bool committed) {
                        if (committed) {
                          table.replace(std::move(*after));
                        }
                      }});
}

void AccessChanges::record_use(TokenKey token, const MonthUse& more) {
  const auto month = std::make_shared<MonthUse>();
  const bool is_taken = writer_.try_submit(
      {.run = [token, more, month, now = clock_()](
                  Store& store,
                  WebhookRegistry&) { *month = store.record_token_use(token, now, more); },
       .done =
           [token, more, month, &table = table_](bool committed) {
             table.take_over(token, more, committed ? std::optional(*month) : std::nullopt);
           }});
  if (!is_taken) {
    table_.take_over(token, more, std::nullopt);  // The next time will do.
  }
}

std::string AccessChanges::new_sign_in_code() {
  std::string code = new_secret_text(random_);
  code_.set(code, clock_());
  return code;
}

}  // namespace hookstorm::native
