-- A database as version 9 of the schema left it: that of version 1 and what came since, up to inboxes.
PRAGMA application_id = 0x486F6F6B;
PRAGMA foreign_keys = OFF;
CREATE TABLE "answers" (
  id INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  idempotency_key TEXT NOT NULL,
  request_digest BLOB NOT NULL,
  body TEXT NOT NULL,
  answered_at INTEGER NOT NULL,
  UNIQUE (workspace, idempotency_key)
) STRICT;
INSERT INTO "answers" VALUES(1,1,'key-1',X'00FF','{"data":{}}',1700000000001);
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
INSERT INTO "attempts" VALUES(1,1,1,1700000000002,12,503,NULL,X'6E6F');
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
INSERT INTO "captures" VALUES(1,1,1700000000000,150,'POST','/in/ffffffffffffffffffffffffffffffff','127.0.0.1',X'',X'636C6561726564');
INSERT INTO "captures" VALUES(1,2,1700000000000,150,'POST','/in/ffffffffffffffffffffffffffffffff','127.0.0.1',X'',X'00FF');
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY,
  message INTEGER NOT NULL REFERENCES messages (id),
  webhook INTEGER NOT NULL REFERENCES webhooks (id),
  state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'exhausted', 'cancelled')),
  attempts INTEGER NOT NULL,
  due_at INTEGER NOT NULL
, attempts_before INTEGER NOT NULL DEFAULT 0, workspace INTEGER NOT NULL DEFAULT 1) STRICT;
INSERT INTO "deliveries" VALUES(1,1,1,'pending',1,1700000005001,1,1);
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
INSERT INTO "inboxes" VALUES(1,'ffffffffffffffffffffffffffffffff',1,'tests',202,1,'ok','text/plain',1700000000000,1700000000000,2,2,300);
CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  trigger TEXT NOT NULL,
  checking TEXT NOT NULL CHECK (checking IN ('strict', 'lenient')),
  occurrence TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  accepted_at INTEGER NOT NULL
, workspace INTEGER NOT NULL DEFAULT 1) STRICT;
INSERT INTO "messages" VALUES(1,'msg_1','event.created','strict','{}',1699999999000,1700000000001,1);
INSERT INTO "messages" VALUES(2,'msg_2','event.created','lenient','{}',1700000000100,1700000000101,1);
CREATE TABLE secrets_key (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  proof TEXT NOT NULL
) STRICT;
CREATE TABLE sessions (
  hash BLOB PRIMARY KEY,
  token INTEGER NOT NULL REFERENCES tokens (id),
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE "skips" (
  message INTEGER NOT NULL REFERENCES messages (id),
  webhook INTEGER NOT NULL REFERENCES webhooks (id),
  reason TEXT NOT NULL CHECK (reason IN ('trigger', 'disabled', 'filter', 'filter-failed')),
  explanation TEXT NOT NULL,
  PRIMARY KEY (message, webhook)
) STRICT, WITHOUT ROWID;
INSERT INTO "skips" VALUES(1,2,'disabled','');
INSERT INTO "skips" VALUES(1,3,'trigger','');
INSERT INTO "skips" VALUES(2,1,'filter','1 > 2 is false');
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
INSERT INTO "webhook_health" VALUES(1,2,'none',0,1700000000002,1700000000002,1,1,0,0);
CREATE TABLE webhook_revisions (
  webhook INTEGER NOT NULL REFERENCES webhooks (id),
  number INTEGER NOT NULL,
  configuration TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (webhook, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "webhook_revisions" VALUES(1,1,'{"id":"00000000-0000-4000-8000-000000000001","name":"first","triggers":["event.created"],"url":"https://example.com/in","family":"extended","enabled":true,"secret":"whsec_a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="}',1700000000000);
INSERT INTO "webhook_revisions" VALUES(2,1,'{"id":"00000000-0000-4000-8000-000000000002","name":"second","triggers":["event.created"],"url":"https://example.com/in","family":"extended","enabled":false,"secret":"whsec_a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="}',1700000000000);
INSERT INTO "webhook_revisions" VALUES(3,1,'{"id":"00000000-0000-4000-8000-000000000003","name":"third","triggers":["event.created"],"url":"https://example.com/in","family":"extended","enabled":true,"secret":"whsec_a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="}',1700000000000);
CREATE TABLE webhooks (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  revision INTEGER NOT NULL,
  enabled INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
, workspace INTEGER NOT NULL DEFAULT 1) STRICT;
INSERT INTO "webhooks" VALUES(1,'00000000-0000-4000-8000-000000000001',1,1,1700000000000,1700000000000,NULL,1);
INSERT INTO "webhooks" VALUES(2,'00000000-0000-4000-8000-000000000002',1,0,1700000000000,1700000000000,NULL,1);
INSERT INTO "webhooks" VALUES(3,'00000000-0000-4000-8000-000000000003',1,1,1700000000000,1700000000000,1700000000009,1);
CREATE TABLE workspaces (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT;
INSERT INTO "workspaces" VALUES(1,'default',0);
CREATE INDEX deliveries_of_message ON deliveries (message);
CREATE INDEX deliveries_untried ON deliveries (webhook, id) WHERE state = 'pending' AND attempts = 0;
CREATE INDEX deliveries_to_retry ON deliveries (webhook, due_at)
  WHERE state = 'pending' AND attempts > 0;
CREATE INDEX deliveries_of_webhook ON deliveries (webhook);
CREATE INDEX deliveries_unsuccessful ON deliveries (id) WHERE state IN ('exhausted', 'cancelled');
CREATE INDEX deliveries_unsuccessful_of_webhook ON deliveries (webhook, id)
  WHERE state IN ('exhausted', 'cancelled');
CREATE INDEX messages_elsewhere ON messages (workspace) WHERE workspace <> 1;
CREATE INDEX deliveries_elsewhere ON deliveries (workspace) WHERE workspace <> 1;
CREATE INDEX sessions_of_token ON sessions (token, expires_at);
CREATE INDEX audit_of_workspace ON audit (workspace);
PRAGMA user_version = 9;
