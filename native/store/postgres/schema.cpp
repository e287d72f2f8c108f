#include "native/store/postgres/schema.hpp"

#include <array>
#include <string>

#include "native/store/postgres/partitions.hpp"
#include "native/store/store.hpp"

namespace hookstorm::native::postgres {
namespace {

/// Of the lock under which tables are changed: "Hook".
constexpr const char* kLock = "SELECT pg_advisory_lock(1215262571)";
constexpr const char* kUnlock = "SELECT pg_advisory_unlock(1215262571)";

/// Migration n leads from version n to n + 1. One that has been released is never changed. Texts
/// that may hold any character are `bytea`, since `text` holds no NUL.
constexpr std::array kMigrations = {R"sql(
CREATE TABLE workspaces (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE,
  created_at bigint NOT NULL
);
INSERT INTO workspaces (name, created_at) VALUES ('default', 0);

-- Processes that work on this database. One that has ended never comes back: it enters itself anew,
-- under another number.
CREATE TABLE dispatchers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  alive_until timestamptz NOT NULL,
  -- Whether somebody follows there what is committed.
  wants_changes boolean NOT NULL DEFAULT false,
  has_ended boolean NOT NULL DEFAULT false
);

-- Who alone sends for an ordered webhook, as long as it has not ended.
CREATE TABLE webhook_owners (
  webhook bigint PRIMARY KEY,
  dispatcher bigint NOT NULL
);

-- Counts the changes of webhooks, so that each process knows whether its list is the present one.
CREATE TABLE registry (
  id bigint PRIMARY KEY CHECK (id = 1),
  version bigint NOT NULL
);
INSERT INTO registry VALUES (1, 1);

CREATE TABLE webhooks (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id text COLLATE "C" NOT NULL UNIQUE,
  workspace bigint NOT NULL REFERENCES workspaces (id),
  revision bigint NOT NULL,
  enabled bigint NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  deleted_at bigint,
  -- Deleted for so long that nothing waits for it any more, and nothing will.
  is_settled boolean NOT NULL DEFAULT false
);
CREATE INDEX webhooks_to_settle ON webhooks (id) WHERE deleted_at IS NOT NULL AND NOT is_settled;

CREATE TABLE webhook_revisions (
  webhook bigint NOT NULL REFERENCES webhooks (id),
  number bigint NOT NULL,
  configuration text NOT NULL,
  created_at bigint NOT NULL,
  PRIMARY KEY (webhook, number)
);

-- A webhook without a row is healthy and was never anything else. Moments are 0 where unset.
CREATE TABLE webhook_health (
  webhook bigint PRIMARY KEY REFERENCES webhooks (id),
  resets bigint NOT NULL,
  version bigint NOT NULL DEFAULT 0,
  disabled text NOT NULL DEFAULT 'none' CHECK (disabled IN ('none', 'gone', 'failing')),
  disabled_at bigint NOT NULL DEFAULT 0,
  failing_since bigint NOT NULL DEFAULT 0,
  failed_at bigint NOT NULL DEFAULT 0,
  failures bigint NOT NULL DEFAULT 0,
  failed_messages bigint NOT NULL DEFAULT 0,
  throttled_until bigint NOT NULL DEFAULT 0,
  throttles bigint NOT NULL DEFAULT 0
);

-- With a row, all secrets are encrypted, and so is this text, which tells whether a key is theirs.
CREATE TABLE secrets_key (
  id bigint PRIMARY KEY CHECK (id = 1),
  proof text NOT NULL
);

-- The four tables of what was accepted are partitioned alike, by the upper bits of their keys. No
-- foreign keys lead into them: a partition goes as a whole.
CREATE TABLE partitions (
  number bigint PRIMARY KEY,
  begins_at bigint NOT NULL
);

CREATE TABLE messages (
  id bigint NOT NULL,
  public_id text COLLATE "C" NOT NULL,
  workspace bigint NOT NULL,
  occurred_at bigint NOT NULL,
  accepted_at bigint NOT NULL,
  trigger text NOT NULL,
  checking text NOT NULL,
  occurrence text NOT NULL,
  PRIMARY KEY (id)
) PARTITION BY RANGE (id);
CREATE INDEX messages_elsewhere ON messages (workspace, id) WHERE workspace <> 1;

CREATE TABLE deliveries (
  id bigint NOT NULL,
  message bigint NOT NULL,
  webhook bigint NOT NULL,
  workspace bigint NOT NULL,
  attempts bigint NOT NULL,
  attempts_before bigint NOT NULL DEFAULT 0,
  due_at bigint NOT NULL,
  -- The dispatcher that holds it, while it is pending; 0 where it is free.
  claimed_by bigint NOT NULL DEFAULT 0,
  state text NOT NULL,
  PRIMARY KEY (id)
) PARTITION BY RANGE (id);
-- By webhook first, so that one with a long backlog hides nobody else's deliveries.
CREATE INDEX deliveries_untried ON deliveries (webhook, claimed_by, id)
  WHERE state = 'pending' AND attempts = 0;
CREATE INDEX deliveries_to_retry ON deliveries (webhook, claimed_by, due_at, id)
  WHERE state = 'pending' AND attempts > 0;
CREATE INDEX deliveries_of_message ON deliveries (message);
CREATE INDEX deliveries_of_webhook ON deliveries (webhook, id);
-- What people look for among many that were delivered; touched only where one was not.
CREATE INDEX deliveries_unsuccessful ON deliveries (id) WHERE state IN ('exhausted', 'cancelled');
CREATE INDEX deliveries_unsuccessful_of_webhook ON deliveries (webhook, id)
  WHERE state IN ('exhausted', 'cancelled');
CREATE INDEX deliveries_elsewhere ON deliveries (workspace, id) WHERE workspace <> 1;

CREATE TABLE attempts (
  delivery bigint NOT NULL,
  number bigint NOT NULL,
  webhook_revision bigint NOT NULL,
  attempted_at bigint NOT NULL,
  duration_ms bigint NOT NULL,
  status bigint,
  failure text,
  response_body bytea NOT NULL,
  address text,
  PRIMARY KEY (delivery, number)
) PARTITION BY RANGE (delivery);

CREATE TABLE skips (
  message bigint NOT NULL,
  webhook bigint NOT NULL,
  reason text NOT NULL,
  explanation bytea NOT NULL,
  PRIMARY KEY (message, webhook)
) PARTITION BY RANGE (message);

CREATE TABLE answers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace bigint NOT NULL,
  idempotency_key text COLLATE "C" NOT NULL,
  request_digest bytea NOT NULL,
  body text NOT NULL,
  answered_at bigint NOT NULL,
  UNIQUE (workspace, idempotency_key)
);

-- A token is known by its hash alone. One without a hash stands for who signed in by a link.
CREATE TABLE tokens (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id text COLLATE "C" NOT NULL UNIQUE,
  workspace bigint NOT NULL REFERENCES workspaces (id),
  name text NOT NULL,
  scopes text NOT NULL,
  hash bytea UNIQUE,
  created_at bigint NOT NULL,
  used_at bigint,
  revoked_at bigint,
  -- Of the requests that a month allows: when it began, and how many there were since.
  month_began_at bigint NOT NULL DEFAULT 0,
  month_requests bigint NOT NULL DEFAULT 0
);

CREATE TABLE sessions (
  hash bytea PRIMARY KEY,
  token bigint NOT NULL REFERENCES tokens (id),
  expires_at bigint NOT NULL
);
CREATE INDEX sessions_of_token ON sessions (token, expires_at);

-- Who changed what. Ids and names are as they were then.
CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace bigint NOT NULL REFERENCES workspaces (id),
  at bigint NOT NULL,
  actor text NOT NULL,
  token_id text NOT NULL,
  token_name text NOT NULL,
  action text NOT NULL,
  subject_id text NOT NULL,
  subject_name text NOT NULL,
  revision_before bigint,
  revision_after bigint
);
CREATE INDEX audit_of_workspace ON audit (workspace, id);

CREATE TABLE inboxes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id text COLLATE "C" NOT NULL UNIQUE,
  workspace bigint NOT NULL REFERENCES workspaces (id),
  name text NOT NULL,
  answer_status bigint NOT NULL,
  answer_delay_ms bigint NOT NULL,
  answer_body bytea NOT NULL,
  answer_content_type text NOT NULL,
  created_at bigint NOT NULL,
  -- 0 where it is deleted: like one that has expired it is there until pruning comes to it.
  used_at bigint NOT NULL,
  -- Captures below it are cleared.
  first_capture bigint NOT NULL DEFAULT 1,
  last_capture bigint NOT NULL DEFAULT 0,
  -- Of all captures, those that are cleared included.
  kept_bytes bigint NOT NULL DEFAULT 0
);

CREATE TABLE captures (
  inbox bigint NOT NULL REFERENCES inboxes (id),
  number bigint NOT NULL,
  captured_at bigint NOT NULL,
  bytes bigint NOT NULL,
  method text NOT NULL,
  target bytea NOT NULL,
  source text NOT NULL,
  headers bytea NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (inbox, number)
);
)sql"};

constexpr auto kLatest = static_cast<std::int64_t>(kMigrations.size());

[[noreturn]] void refuse_newer(std::int64_t version) {
  throw StoreError("The database was written by a newer Hookstorm (its schema is version " +
                   std::to_string(version) + ", this program knows up to " +
                   std::to_string(kLatest) + "); use that program.");
}

/// Held until the end, however that comes.
class MigrationLock {
 public:
  explicit MigrationLock(Database& database) : database_(database) { database_.execute(kLock); }
  ~MigrationLock() {
    try {
      database_.execute(kUnlock);
    } catch (const StoreError&) {  // NOLINT(bugprone-empty-catch): it ends with the connection.
    }
  }
  MigrationLock(const MigrationLock&) = delete;
  MigrationLock& operator=(const MigrationLock&) = delete;
  MigrationLock(MigrationLock&&) = delete;
  MigrationLock& operator=(MigrationLock&&) = delete;

 private:
  Database& database_;
};

}  // namespace

SchemaVersion schema_version(Database& database) {
  SchemaVersion version{.latest = kLatest};
  if (database.number("SELECT to_regclass('hookstorm_schema') IS NOT NULL") != 0) {
    version.present = database.number("SELECT version FROM hookstorm_schema");
  } else if (database.number("SELECT count(*) FROM pg_tables WHERE schemaname = ANY "
                             "(current_schemas(false))") != 0) {
    throw StoreError("This is a database of another program; give Hookstorm one of its own.");
  }
  return version;
}

void migrate(Database& database) {
  const MigrationLock lock(database);
  const SchemaVersion version = schema_version(database);
  if (version.present > kLatest) {
    refuse_newer(version.present);
  }
  for (std::int64_t next = version.present; next < kLatest; ++next) {
    // One message is one transaction.
    database.execute_text(
        std::string(next == 0 ? "CREATE TABLE hookstorm_schema (version bigint NOT NULL);"
                                "INSERT INTO hookstorm_schema VALUES (0);"
                              : "") +
        kMigrations.at(static_cast<std::size_t>(next)) +
        "UPDATE hookstorm_schema SET version = " + std::to_string(next + 1));
  }
  add_partition(database, {.number = 1});
}

void require_current(Database& database) {
  const SchemaVersion version = schema_version(database);
  if (version.present > kLatest) {
    refuse_newer(version.present);
  }
  if (version.present < kLatest) {
    throw StoreError(
        "The tables of the database are not up to date: run `hookstorm migrate up` first.");
  }
}

}  // namespace hookstorm::native::postgres
