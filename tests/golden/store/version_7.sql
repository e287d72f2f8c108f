-- A database as version 7 of the schema left it: that of version 1 and what came since, up to deliveries that are listed and sent again.
PRAGMA application_id = 0x486F6F6B;
PRAGMA foreign_keys = OFF;
CREATE TABLE answers (
  id INTEGER PRIMARY KEY,
  idempotency_key TEXT NOT NULL UNIQUE,
  request_digest BLOB NOT NULL,
  body TEXT NOT NULL,
  answered_at INTEGER NOT NULL
) STRICT;
INSERT INTO "answers" VALUES(1,'key-1',X'00FF','{"data":{}}',1700000000001);
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
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY,
  message INTEGER NOT NULL REFERENCES messages (id),
  webhook INTEGER NOT NULL REFERENCES webhooks (id),
  state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'exhausted', 'cancelled')),
  attempts INTEGER NOT NULL,
  due_at INTEGER NOT NULL
, attempts_before INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "deliveries" VALUES(1,1,1,'pending',1,1700000005001,1);
CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  trigger TEXT NOT NULL,
  checking TEXT NOT NULL CHECK (checking IN ('strict', 'lenient')),
  occurrence TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  accepted_at INTEGER NOT NULL
) STRICT;
INSERT INTO "messages" VALUES(1,'msg_1','event.created','strict','{}',1699999999000,1700000000001);
INSERT INTO "messages" VALUES(2,'msg_2','event.created','lenient','{}',1700000000100,1700000000101);
CREATE TABLE secrets_key (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  proof TEXT NOT NULL
) STRICT;
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
) STRICT;
INSERT INTO "webhooks" VALUES(1,'00000000-0000-4000-8000-000000000001',1,1,1700000000000,1700000000000,NULL);
INSERT INTO "webhooks" VALUES(2,'00000000-0000-4000-8000-000000000002',1,0,1700000000000,1700000000000,NULL);
INSERT INTO "webhooks" VALUES(3,'00000000-0000-4000-8000-000000000003',1,1,1700000000000,1700000000000,1700000000009);
CREATE INDEX deliveries_of_message ON deliveries (message);
CREATE INDEX deliveries_untried ON deliveries (webhook, id) WHERE state = 'pending' AND attempts = 0;
CREATE INDEX deliveries_to_retry ON deliveries (webhook, due_at)
  WHERE state = 'pending' AND attempts > 0;
CREATE INDEX deliveries_of_webhook ON deliveries (webhook);
CREATE INDEX deliveries_unsuccessful ON deliveries (id) WHERE state IN ('exhausted', 'cancelled');
CREATE INDEX deliveries_unsuccessful_of_webhook ON deliveries (webhook, id)
  WHERE state IN ('exhausted', 'cancelled');
PRAGMA user_version = 7;
