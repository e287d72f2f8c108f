#include "native/store/sqlite/schema.hpp"

#include <array>
#include <cstdint>
#include <string>

#include "native/store/store.hpp"

namespace hookstorm::native::sqlite {
namespace {

constexpr std::int64_t kApplicationId = 0x486F6F6B;  // "Hook"

/// Migration n leads from version n to n + 1. One that has been released is never changed.
constexpr std::array kMigrations = {R"sql(
PRAGMA application_id = 0x486F6F6B;

CREATE TABLE webhooks (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  revision INTEGER NOT NULL,
  enabled INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX webhooks_current ON webhooks (enabled, id, revision) WHERE deleted_at IS NULL;

CREATE TABLE webhook_revisions (
  webhook INTEGER NOT NULL REFERENCES webhooks (id),
  number INTEGER NOT NULL,
  configuration TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (webhook, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  trigger TEXT NOT NULL,
  checking TEXT NOT NULL CHECK (checking IN ('strict', 'lenient')),
  occurrence TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  accepted_at INTEGER NOT NULL
) STRICT;

CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY,
  message INTEGER NOT NULL REFERENCES messages (id),
  webhook INTEGER NOT NULL REFERENCES webhooks (id),
  state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'exhausted', 'cancelled')),
  attempts INTEGER NOT NULL,
  due_at INTEGER NOT NULL
) STRICT;
-- By webhook first, so that one with a long backlog hides nobody else's due deliveries.
CREATE INDEX deliveries_due ON deliveries (webhook, due_at) WHERE state = 'pending';
CREATE INDEX deliveries_of_message ON deliveries (message);

CREATE TABLE attempts (
  delivery INTEGER NOT NULL REFERENCES deliveries (id),
  number INTEGER NOT NULL,
  webhook_revision INTEGER NOT NULL,
  attempted_at INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  status INTEGER,
  failure TEXT,
  response_body BLOB NOT NULL,
  PRIMARY KEY (delivery, number)
) STRICT;

CREATE TABLE skips (
  message INTEGER NOT NULL REFERENCES messages (id),
  webhook INTEGER NOT NULL REFERENCES webhooks (id),
  reason TEXT NOT NULL CHECK (reason IN ('trigger', 'disabled')),
  PRIMARY KEY (message, webhook)
) STRICT, WITHOUT ROWID;
)sql",

                                    // Filters are reasons too, and explain themselves.
                                    R"sql(
CREATE TABLE explained_skips (
  message INTEGER NOT NULL REFERENCES messages (id),
  webhook INTEGER NOT NULL REFERENCES webhooks (id),
  reason TEXT NOT NULL CHECK (reason IN ('trigger', 'disabled', 'filter', 'filter-failed')),
  explanation TEXT NOT NULL,
  PRIMARY KEY (message, webhook)
) STRICT, WITHOUT ROWID;
INSERT INTO explained_skips SELECT message, webhook, reason, '' FROM skips;
DROP TABLE skips;
ALTER TABLE explained_skips RENAME TO skips;
)sql",

                                    // What attempts say about a webhook as a whole.
                                    R"sql(
-- A webhook without a row is healthy and was never anything else. Moments are 0 where unset.
CREATE TABLE webhook_health (
  webhook INTEGER PRIMARY KEY REFERENCES webhooks (id),
  resets INTEGER NOT NULL,
  disabled TEXT NOT NULL DEFAULT 'none' CHECK (disabled IN ('none', 'gone', 'failing')),
  disabled_at INTEGER NOT NULL DEFAULT 0,
  failing_since INTEGER NOT NULL DEFAULT 0,
  failed_at INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  failed_messages INTEGER NOT NULL DEFAULT 0,
  throttled_until INTEGER NOT NULL DEFAULT 0,
  throttles INTEGER NOT NULL DEFAULT 0
) STRICT;
)sql",

                                    // Secrets may be encrypted, with a key that is not in here.
                                    R"sql(
-- With a row, all secrets are encrypted, and so is this text, which tells whether a key is theirs.
CREATE TABLE secrets_key (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  proof TEXT NOT NULL
) STRICT;
)sql",

                                    // What requests with an idempotency key were answered.
                                    R"sql(
CREATE TABLE answers (
  id INTEGER PRIMARY KEY,
  idempotency_key TEXT NOT NULL UNIQUE,
  request_digest BLOB NOT NULL,
  body TEXT NOT NULL,
  answered_at INTEGER NOT NULL
) STRICT;
)sql",

                                    // First attempts and retries are looked for apart.
                                    R"sql(
DROP INDEX webhooks_current;
DROP INDEX deliveries_due;
-- By webhook first, so that one with a long backlog hides nobody else's deliveries.
CREATE INDEX deliveries_untried ON deliveries (webhook, id) WHERE state = 'pending' AND attempts = 0;
CREATE INDEX deliveries_to_retry ON deliveries (webhook, due_at)
  WHERE state = 'pending' AND attempts > 0;
)sql",

                                    // Deliveries are listed, and sent again.
                                    R"sql(
-- Attempts before a delivery was last sent again, which do not count against its retries.
ALTER TABLE deliveries ADD COLUMN attempts_before INTEGER NOT NULL DEFAULT 0;
CREATE INDEX deliveries_of_webhook ON deliveries (webhook);
-- What people look for among many that were delivered; touched only where one was not.
CREATE INDEX deliveries_unsuccessful ON deliveries (id) WHERE state IN ('exhausted', 'cancelled');
CREATE INDEX deliveries_unsuccessful_of_webhook ON deliveries (webhook, id)
  WHERE state IN ('exhausted', 'cancelled');
)sql",

                                    // Everything belongs to a workspace, and whoever asks is known.
                                    R"sql(
CREATE TABLE workspaces (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT;
INSERT INTO workspaces VALUES (1, 'default', 0);

ALTER TABLE webhooks ADD COLUMN workspace INTEGER NOT NULL DEFAULT 1;
ALTER TABLE messages ADD COLUMN workspace INTEGER NOT NULL DEFAULT 1;
ALTER TABLE deliveries ADD COLUMN workspace INTEGER NOT NULL DEFAULT 1;
-- Most are of the default workspace, whose rows are found without an index, and cost none.
CREATE INDEX messages_elsewhere ON messages (workspace) WHERE workspace <> 1;
CREATE INDEX deliveries_elsewhere ON deliveries (workspace) WHERE workspace <> 1;

CREATE TABLE answers_of_workspaces (
  id INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  idempotency_key TEXT NOT NULL,
  request_digest BLOB NOT NULL,
  body TEXT NOT NULL,
  answered_at INTEGER NOT NULL,
  UNIQUE (workspace, idempotency_key)
) STRICT;
INSERT INTO answers_of_workspaces
  SELECT id, 1, idempotency_key, request_digest, body, answered_at FROM answers;
DROP TABLE answers;
ALTER TABLE answers_of_workspaces RENAME TO answers;

-- A token is known by its hash alone. One without a hash stands for who signed in by a link.
CREATE TABLE tokens (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  hash BLOB UNIQUE,
  created_at INTEGER NOT NULL,
  used_at INTEGER,
  revoked_at INTEGER,
  -- Of the requests that a month allows: when it began, and how many there were since.
  month_began_at INTEGER NOT NULL DEFAULT 0,
  month_requests INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE sessions (
  hash BLOB PRIMARY KEY,
  token INTEGER NOT NULL REFERENCES tokens (id),
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_of_token ON sessions (token, expires_at);

-- Who changed what. Ids and names are as they were then.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  token_id TEXT NOT NULL,
  token_name TEXT NOT NULL,
  action TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  subject_name TEXT NOT NULL,
  revision_before INTEGER,
  revision_after INTEGER
) STRICT;
CREATE INDEX audit_of_workspace ON audit (workspace);
)sql",

                                    // Inboxes take requests for people to look at.
                                    R"sql(
CREATE TABLE inboxes (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  name TEXT NOT NULL,
  answer_status INTEGER NOT NULL,
  answer_delay_ms INTEGER NOT NULL,
  answer_body TEXT NOT NULL,
  answer_content_type TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  -- 0 where it is deleted: like one that has expired it is there until pruning comes to it.
  used_at INTEGER NOT NULL,
  -- Captures below it are cleared.
  first_capture INTEGER NOT NULL DEFAULT 1,
  last_capture INTEGER NOT NULL DEFAULT 0,
  -- Of all captures, those that are cleared included.
  kept_bytes INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE captures (
  inbox INTEGER NOT NULL REFERENCES inboxes (id),
  number INTEGER NOT NULL,
  captured_at INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  method TEXT NOT NULL,
  target TEXT NOT NULL,
  source TEXT NOT NULL,
  headers BLOB NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (inbox, number)
) STRICT;
)sql",

                                    // Attempts tell where they went.
                                    R"sql(
ALTER TABLE attempts ADD COLUMN address TEXT;
)sql"};

}  // namespace

void migrate(Database& database) {
  const std::int64_t version = database.number("PRAGMA user_version");
  const std::int64_t application = database.number("PRAGMA application_id");
  const std::int64_t objects = database.number("SELECT count(*) FROM sqlite_schema");
  const auto latest = static_cast<std::int64_t>(kMigrations.size());
  if (application != kApplicationId && (objects > 0 || version != 0)) {
    throw StoreError("This is a database of another program.");
  }
  if (version > latest) {
    throw StoreError("The database was written by a newer Hookstorm (its schema is version " +
                     std::to_string(version) + ", this program knows up to " +
                     std::to_string(latest) + "); use that program.");
  }
  for (std::int64_t next = version; next < latest; ++next) {
    const std::string script = std::string("BEGIN IMMEDIATE;") +
                               kMigrations.at(static_cast<std::size_t>(next)) +
                               "PRAGMA user_version = " + std::to_string(next + 1) + "; COMMIT;";
    database.execute(script.c_str());
  }
}

void require_current(Database& database) {
  if (database.number("PRAGMA application_id") != kApplicationId ||
      database.number("PRAGMA user_version") != static_cast<std::int64_t>(kMigrations.size())) {
    throw StoreError(
        "This is no database of this version of hookstorm; `serve` brings an older one up to "
        "date.");
  }
}

}  // namespace hookstorm::native::sqlite
