// Plain JavaScript doing what the core does for one `event.created`: parse, check every field, build the
// extended body. Only to compare speeds with; it checks leniently and knows no other trigger.

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const REDACTED_UUID = /^[0-9a-z]{8}(-[0-9a-z]{4}){3}-[0-9a-z]{12}$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

const text = (value) => (typeof value === "string" && value.length <= 65536 ? value : undefined);
const matching = (pattern) => (value) => (typeof value === "string" && pattern.test(value) ? value : undefined);
const boolean = (value) => (typeof value === "boolean" ? value : undefined);
const count = (value) => (Number.isSafeInteger(value) && value >= 0 ? value : undefined);
const minutes = (value) => (count(value) === undefined ? undefined : Math.floor(value / 60));
const seconds = (value) => (matching(MOMENT)(value) ? Math.floor(Date.parse(value) / 1000) : undefined);
const orNull = (read) => (value) => (value === null ? null : read(value));
const link = matching(/^https?:\/\/[^ "<>]+$/);
const oneOf = (...known) => (value, path, problems) => {
  if (typeof value === "string" && !known.includes(value)) {
    problems.push({ path, code: "unknown-value", severity: "warning" });
  }
  return text(value);
};
const uuid = (value, path, problems) => {
  if (UUID.test(value)) {
    return value;
  }
  problems.push({ path, code: "invalid-uuid", severity: "warning" });
  return matching(REDACTED_UUID)(value);
};
const list = (fields) => (value, path, problems) =>
  Array.isArray(value) ? value.map((item, i) => read(item, fields, `${path}/${i}`, problems)) : undefined;
const resource = (type, fields) => (value, path, problems) => {
  const { id, ...attributes } = read(value, fields, path, problems);
  return { id, type, attributes };
};

function read(object, fields, path, problems) {
  if (typeof object !== "object" || object === null) {
    problems.push({ path, code: "wrong-type", severity: "error" });
    return {};
  }
  const record = {};
  for (const [name, check] of Object.entries(fields)) {
    record[name] = check(object[name], `${path}/${name}`, problems);
    if (record[name] === undefined) {
      problems.push({ path: `${path}/${name}`, code: name in object ? "wrong-type" : "missing-field", severity: "error" });
    }
  }
  for (const name of Object.keys(object)) {
    if (!(name in fields)) {
      problems.push({ path: `${path}/${name}`, code: "unknown-field", severity: "warning" });
      record[name] = object[name];
    }
  }
  return record;
}

const OWNER = {
  id: uuid,
  role: oneOf("team_member", "participant"),
  created_at: seconds,
  updated_at: seconds,
  timezone: orNull(matching(/^[A-Za-z][A-Za-z0-9/_+-]*$/)),
  first_name: text,
  last_name: text,
  email: matching(/^[^ ]+@[^ ]+$/),
  avatar_link: orNull(link),
};
const QUESTION = { id: text, type: text, order: count, required: boolean };
const EVENT = {
  id: uuid,
  title: text,
  slug: text,
  registration_link: link,
  estimated_duration: minutes,
  registration_page_enabled: boolean,
  everyone_can_speak: boolean,
  description: orNull(text),
  status: oneOf("draft", "published"),
  light_registration_page_enabled: boolean,
  recording_enabled: boolean,
  recording_public: orNull(boolean),
  show_in_company_page: boolean,
  chat_enabled: boolean,
  polls_enabled: boolean,
  questions_enabled: boolean,
  language: matching(/^[a-z]{2}$/),
  published_at: (value) => (value === null ? 0 : seconds(value)),
  scheduling_status: oneOf("draft", "upcoming", "on_demand", "ended", "not_scheduled"),
  created_at: seconds,
  updated_at: seconds,
  owner: resource("people", OWNER),
  sessions_count: count,
  fields: list(QUESTION),
};

export function buildBody(occurrence, webhookId) {
  const problems = [];
  const { trigger, occurred_at: occurredAt, event } = JSON.parse(occurrence);
  if (trigger !== "event.created" || seconds(occurredAt) === undefined) {
    problems.push({ path: "", code: "wrong-type", severity: "error" });
  }
  const data = resource("events", EVENT)(event, "/event", problems);
  if (!data.attributes.registration_link?.includes(data.id)) {
    problems.push({ path: "/event/registration_link", code: "link-mismatch", severity: "warning" });
  }
  if (problems.some(({ severity }) => severity === "error")) {
    return { value: null, problems };
  }
  return { value: JSON.stringify({ data: { ...data, meta: { webhook: { id: webhookId, event: trigger } } } }), problems };
}
