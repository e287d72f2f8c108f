// What the package's types allow and refuse; checked by tsc alone, never run.
import {
  type Body,
  type Checked,
  type FamilyName,
  type ForeignBody,
  type Hookstorm,
  loadHookstorm,
  type Occurrence,
  type RenderedRequest,
  type TriggerName,
  type Webhook,
} from "hookstorm";

const hookstorm: Hookstorm = await loadHookstorm();

const body: Checked<string> = hookstorm.buildBody("{}", "legacy", { webhookId: "x", checking: "lenient" });
const request: RenderedRequest | null = hookstorm.renderRequest("{}", { triggers: [], url: "" }, { messageId: "m", attemptedAt: new Date() }).value;
const severity: "error" | "warning" | undefined = body.problems[0]?.severity;
if (request !== null) {
  const first: string | undefined = request.headers[0]?.name;
  void first;
}
void severity;

// @ts-expect-error: there is no such family
hookstorm.buildBody("{}", "new");
// @ts-expect-error: an attempt has a moment
hookstorm.renderRequest("{}", {}, { messageId: "m" });
// @ts-expect-error: a moment is a Date
hookstorm.newMessageId(0);
// @ts-expect-error: the value may be missing
const text: string = body.value;
void text;

// An occurrence is told apart by its trigger, and then has that trigger's records.
export function endOf(occurrence: Occurrence): string | null | undefined {
  if (occurrence.trigger === "session.ended") {
    const ended: string = occurrence.session.ended_at;
    return occurrence.attendees.length > 0 ? ended : null;
  }
  if (occurrence.trigger === "session.created") {
    // @ts-expect-error: a session that was only planned may have no end
    const ended: string = occurrence.session.ended_at;
    return ended;
  }
  // @ts-expect-error: not every occurrence has a session
  return occurrence.session?.ended_at;
}

// A body has the members, types and units of its family and trigger.
export function read(legacy: Body<"legacy", "people.registered">, extended: Body<"extended", "event.created">): void {
  const published: string | null = legacy.webinar.published_at;
  const since1970: number = extended.data.attributes.published_at;
  const trigger: "event.created" = extended.data.meta.webhook.event;
  // @ts-expect-error: the legacy family has no owner
  void legacy.webinar.owner;
  // @ts-expect-error: the status is one of a closed list
  extended.data.attributes.status = "deleted";
  void published;
  void since1970;
  void trigger;
}

// What is included is told apart by its type, and a CloudEvent has its attributes around the data.
export function further(ended: Body<"extended", "session.ended">, cloudEvent: Body<"cloudevents", "job.ended">): void {
  for (const resource of ended.included ?? []) {
    const name: string = resource.type === "people" ? resource.attributes.first_name : resource.attributes.title;
    void name;
    // @ts-expect-error: the session is the data itself
    void (resource.type === "sessions");
  }
  const version: "1.0" = cloudEvent.specversion;
  const total: number = cloudEvent.data.job.total_items;
  void version;
  void total;
}

export const names: [TriggerName, FamilyName] = ["session.started", "legacy"];
// @ts-expect-error: there is no such trigger
export const unknownTrigger: TriggerName = "session.stopped";
// @ts-expect-error: there is no such family
hookstorm.schema("event.created", "new");

// A match that does not pass has a reason, one of a closed list; one that passes has none.
export function reasonOf(webhook: Webhook, occurrence: string): string | null {
  const { value } = hookstorm.matches(occurrence, webhook);
  if (value === null || value.passes) {
    // @ts-expect-error: nothing is left out
    void value?.reason;
    return null;
  }
  // @ts-expect-error: there is no such reason
  void (value.reason === "mood");
  return value.explanation;
}

// A received body is told apart by family and trigger, and then has that body's members.
export function emailOf(received: ForeignBody): string | undefined {
  if (received.family === "extended" && received.trigger === "people.registered") {
    return received.body.data.attributes.email;
  }
  if (received.trigger === "people.registered" && received.family === "legacy") {
    // @ts-expect-error: that is the extended family's
    void received.body.data;
    return received.body.attendee.email;
  }
  if (received.trigger === "job.ended") {
    // @ts-expect-error: the legacy family has no body for it
    void (received.family === "legacy");
  }
  // @ts-expect-error: not every body has an attendee
  return received.body.attendee?.email;
}

// Signing takes what it needs and gives headers for fetch.
export function signedInit(body: string): RequestInit {
  const { value } = hookstorm.sign({ body, secret: "whsec_", messageId: "m", signature: "livestorm" });
  // @ts-expect-error: a message has an id
  hookstorm.sign({ body, secret: "whsec_" });
  // @ts-expect-error: the value may be missing
  const missing: Record<string, string> = value;
  void missing;
  return { body, headers: { ...value } };
}
