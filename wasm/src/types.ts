import type { FamilyName, TriggerName } from "./records.js";

/** One thing wrong with a value. `code` is stable; `message` is for people. */
export interface Problem {
  /** JSON Pointer (RFC 6901) to the value; empty for the whole document. */
  path: string;
  code: string;
  message: string;
  severity: "error" | "warning";
}

/** What a check gives: every problem, and the value unless one of them is an error. */
export interface Checked<Value> {
  value: Value | null;
  problems: Problem[];
}

/** `strict` is for your own data; `lenient` for foreign bodies and redacted examples. */
export type Checking = "strict" | "lenient";

export interface TriggerFacts {
  /** `event.created` */
  name: TriggerName;
  /** As people choose it: "Event created". */
  title: string;
  description: string;
  /** The family of the vendor's own example. */
  documentedFamily: FamilyName;
  /** The members of an occurrence that hold its records. */
  records: string[];
  /** The families that have a body for it. */
  families: FamilyName[];
}

export interface FamilyFacts {
  name: FamilyName;
  title: string;
  description: string;
}

/** A field of a resource, as an occurrence carries it. */
export interface FieldFacts {
  name: string;
  /** `text`, `integer`, `moment`, `record`, … */
  type: string;
  /** What a number counts: `seconds`, `minutes`, `percent`, `pixels`. */
  unit?: string;
  /** The resource that is nested here, by its name. */
  resource?: string;
  /** `due`: nullable before the trigger in `since`, required from then on. */
  presence: "required" | "nullable" | "due" | "optional";
  /** The first trigger whose occurrences have something to say here. */
  since: TriggerName;
  description: string;
  /** The closed list of values, where there is one. */
  allowed?: string[];
  /** What differs in the family `extended`. */
  extended?: { type: string; unit?: string };
  /** The field's name in the family `legacy`, where that has it. */
  legacy?: { name: string };
}

/** A kind of record: the event, the session, a person, and what is nested in them. */
export interface ResourceFacts {
  name: string;
  /** The `type` that the family `extended` gives it. */
  extendedType?: string;
  fields: FieldFacts[];
}

export interface SignatureFacts {
  name: SignatureName;
  /** The header that it stands in. */
  header: string;
}

/** All that the core's tables say. */
export interface Catalogue {
  version: string;
  triggers: TriggerFacts[];
  families: FamilyFacts[];
  signatures: SignatureFacts[];
  resources: ResourceFacts[];
}

/** A JSON Schema of the draft 2020-12. */
export interface JsonSchema {
  $schema: string;
  $id: string;
  title: string;
  description: string;
  type: "object";
  properties: Record<string, object>;
  required: string[];
  additionalProperties: boolean;
  $defs: Record<string, object>;
}

export type RetryPolicyName = "standard" | "livestorm";

export interface RetryDelays {
  /** Seconds before each retry, at most 20 of them. */
  delays: number[];
  /** How far a wait may differ either way, in percent up to 50. Default: 20. */
  jitter?: number;
}

export interface RetryGrowth {
  /** The first wait, in seconds. */
  first: number;
  /** How many retries there are, at most 20. */
  retries: number;
  /** By what each wait is longer than the one before. Default: 2. */
  factor?: number;
  /** The longest wait, in seconds. Default: a day. */
  longest?: number;
  /** How far a wait may differ either way, in percent up to 50. Default: 20. */
  jitter?: number;
}

/** A webhook's configuration, as it is saved and exported. */
export interface Webhook {
  id?: string;
  name?: string;
  triggers: string[];
  url: string;
  family?: FamilyName;
  /** Of the family `cloudevents`: the attributes in the body (`structured`, the default) or in headers (`binary`). */
  content_mode?: "structured" | "binary" | null;
  /** Of the family `extended`: whether the related resources stand in `included`. Default: `false`. */
  included?: boolean | null;
  /** A JSON-e expression that must give true for an occurrence to be sent. */
  filter?: string;
  /** A JSON-e document that renders the body in place of the family's; never together with `pick`. */
  template?: unknown;
  /** JSON Pointers to what is kept of the family's body; `*` stands for each item of a list. */
  pick?: string[];
  /** Headers of its own, by name; those of the request, the connection and the signature are reserved. */
  headers?: Record<string, string>;
  /** When failures are tried again: a policy's name, every wait in seconds, or waits that grow. Default: `standard`. */
  retry?: RetryPolicyName | RetryDelays | RetryGrowth;
  /** Seconds for a request as a whole, 1 to 60. Default: 15. */
  timeout?: number;
  /** At most so many requests in so many seconds, evenly spaced. Default: as fast as they come. */
  rate_limit?: { requests: number; seconds: number };
  /** Requests under way at once, 1 to 32. Default: 32. */
  concurrency?: number;
  /** One delivery after the other, in the order of acceptance; the next ones wait for retries. Default: false. */
  ordered?: boolean;
  enabled?: boolean;
  /** How the secret signs. Default: `standard`. */
  signature?: SignatureName;
  /**
   * `whsec_…` (HMAC-SHA256) or `whsk_…` (ed25519), or any visible text for `livestorm`; without one, requests are not
   * signed.
   */
  secret?: string;
  /** Secrets that sign along until their moment, RFC 3339, so that receivers can change over; at most 5. */
  previous_secrets?: PreviousSecret[];
}

/** `standard`: Standard Webhooks; `livestorm`: the vendor's own header. */
export type SignatureName = "standard" | "livestorm";

export interface PreviousSecret {
  secret: string;
  until: string;
}

export interface Header {
  name: string;
  value: string;
}

/** The exact HTTP request of one attempt. */
export interface Request {
  method: string;
  url: string;
  /** All of them, in the order in which they are sent. */
  headers: Header[];
  body: string;
}

export interface CheckingOption {
  /** Default: `strict`. */
  checking?: Checking;
}

export interface TargetOption {
  /** Whether plain http targets are let through, with a warning. Default: `false`. */
  allowHttp?: boolean;
}

export interface BodyOptions extends CheckingOption {
  /** Stands in the extended family's `meta`. Default: the nil UUID. */
  webhookId?: string;
  /** The CloudEvent's `id`. Default: `msg_` and zeros. */
  messageId?: string;
}

export interface MatchOptions extends CheckingOption, TargetOption {
  /** Stands in the bodies of some families, at which filters may look. */
  messageId?: string;
}

export interface TemplateOptions extends BodyOptions {
  /** Of `body`, at which templates may look. Default: `extended`. */
  family?: FamilyName;
}

export interface ReplayOptions extends TargetOption {
  /** Whether the report holds both requests of each line, also where they are the same. Default: `false`. */
  requests?: boolean;
}

export type ReplayVerdict =
  | "same"
  | "different"
  | "newly-sent"
  | "no-longer-sent"
  | "not-sent"
  | "not-renderable"
  | "other-webhook"
  | "bad-line";

/** One thing that differs between what was sent and what would be; values are cut to 200 bytes. */
export interface ReplayDifference {
  part: "method" | "url" | "header" | "header-order" | "body";
  /** A header's name, or the JSON Pointer into the body. */
  at: string;
  /** `null`: it is added. Of a body: JSON. */
  was: string | null;
  /** `null`: it is removed. */
  now: string | null;
}

/** A line of the log to tell of. */
export interface ReplayedLine {
  /** From 1. */
  line: number;
  message_id: string;
  verdict: ReplayVerdict;
  /** Why it would not be sent. */
  reason?: Extract<Match, { passes: false }>["reason"];
  explanation?: string;
  /** At most 100; `has_more` tells whether there are others. */
  differences?: ReplayDifference[];
  has_more?: boolean;
  /** Why the line is bad, or no request can be made of it: at most 10. */
  problems?: Problem[];
  /** The last attempt's request before it was signed. Left out beyond 8 MiB of requests. */
  was?: Request;
  now?: Request;
}

export interface ReplayReport {
  /** All lines, and how many there are of each verdict. */
  counts: Record<ReplayVerdict | "lines", number>;
  /** How many more there are than those in `lines`. */
  omitted: number;
  /** At most 1,000; none that are not sent or another webhook's, and those that are the same only with `requests`. */
  lines: ReplayedLine[];
}

/** What a template sees in place of an occurrence. */
export interface TemplateContext {
  variables: Record<string, unknown>;
  now: Date;
}

export interface AttemptOptions extends CheckingOption, TargetOption {
  /** The same in every attempt of a message: 1 to 64 of `[A-Za-z0-9_-]`. */
  messageId: string;
  /** When the attempt is made. */
  attemptedAt: Date;
}

/** What an occurrence says of itself. */
export interface OccurrenceFacts {
  trigger: string;
  /** ISO 8601 with milliseconds, UTC. */
  occurredAt: string;
}

/** Whether an occurrence is sent to a webhook. */
export type Match =
  | { passes: true }
  | {
      passes: false;
      /** `filter-failed`: the filter could not be evaluated, or gave neither true nor false. */
      reason: "trigger" | "disabled" | "filter" | "filter-failed";
      /** For people: of a filter, the part that decided and the values it saw. */
      explanation: string;
    };

/** A webhook that is ready but for what only its owner knows. */
export interface Recipe {
  name: string;
  title: string;
  description: string;
  /** Where in the webhook (JSON Pointers) something made up is to be replaced, and by what. */
  fill_in: { path: string; hint: string }[];
  webhook: Webhook;
}

/** What a received body says of itself. */
export interface ForeignBody {
  family: FamilyName;
  trigger: TriggerName;
  /** Where the body says it. */
  webhookId?: string;
  /** Where the body says it. */
  messageId?: string;
  /** Where the body says it: ISO 8601 with milliseconds, UTC. */
  occurredAt?: string;
}

/** A configuration that passed, with its defaults filled in. */
export interface CheckedWebhook extends Webhook {
  name: string;
  family: FamilyName;
  enabled: boolean;
}

export type AddressClass =
  | "public"
  | "loopback"
  | "private"
  | "unique-local"
  | "link-local"
  | "carrier-shared"
  | "metadata-service"
  | "multicast"
  | "broadcast"
  | "unspecified"
  | "documentation"
  | "benchmarking"
  | "reserved"
  | "ipv4-mapped"
  | "ipv4-compatible"
  | "nat64"
  | "nat64-local"
  | "6to4"
  | "teredo";

/** What an IP address is for. */
export interface AddressFacts {
  addressClass: AddressClass;
  /** Whether it is one of the open Internet, also where it leads to another. */
  isPublic: boolean;
  /** For people, after "The address …": "is in a private network (RFC 1918)". */
  reason: string;
  /** The IPv4 address that it leads to: of IPv4-mapped, NAT64, 6to4, Teredo and the like. */
  inner?: string;
  innerClass?: AddressClass;
}

/** Messages that come evenly spread. Times are seconds from the start. */
export interface Traffic {
  /** Default: 0. */
  from?: number;
  /** Default: the horizon. */
  to?: number;
  messages: number;
}

/** How a receiver answers, or does not. */
export interface SupposedAnswer {
  /** `null`: no answer comes. */
  status: number | null;
  /** After how many milliseconds. Default: that of the endpoint, or 100. */
  answer_ms?: number;
  /** What it sends as Retry-After, in seconds. */
  retry_after?: number;
}

export interface EndpointPhase extends SupposedAnswer {
  from?: number;
  to?: number;
  /** Of the requests in this time, by chance. Default: 100. */
  percent?: number;
}

/** What is supposed, for `simulate`. Only `traffic` must be there. */
export interface Simulation extends Pick<Webhook, "retry" | "timeout" | "rate_limit" | "concurrency" | "ordered"> {
  traffic: Traffic[];
  /** How it answers outside of all phases (default: 200 after 100 ms); of the phases, the first that applies decides. */
  endpoint?: Partial<SupposedAnswer> & {
    /** 429 for all but the first requests in each such time. */
    rate_limit?: { requests: number; seconds: number; retry_after?: number };
    phases?: EndpointPhase[];
  };
  /** Seconds to look at, at most a year. Default: a week. */
  horizon?: number;
  /** Another one gives other chances. Default: 1. */
  seed?: number;
  /** Days of nothing but failure that disable the webhook. Default: 5. */
  disable_after?: number;
}

export type SimulatedHealth =
  | { at_ms: number; state: "healthy" }
  | { at_ms: number; state: "throttled"; until_ms: number }
  | { at_ms: number; state: "disabled"; reason: "gone" | "failing" };

export interface SimulatedAttempt {
  at_ms: number;
  ended_ms: number;
  /** From 1, in the order in which they came. */
  message: number;
  attempt: number;
  status: number | null;
  state: "pending" | "delivered" | "exhausted";
  /** When it is tried again, at the earliest. */
  due_ms?: number;
}

/** What would happen. Milliseconds count from the start. */
export interface SimulationReport {
  messages: number;
  /** Came while the webhook was disabled. */
  skipped: number;
  attempts: number;
  delivered: number;
  exhausted: number;
  /** At the end. */
  pending: number;
  throttlings: number;
  ended_ms: number;
  /** `false` where it ended early, at 100,000 attempts. */
  is_complete: boolean;
  /** From coming to being delivered; `null` where nothing was. */
  delays_ms: { median: number; p90: number; p99: number; longest: number } | null;
  health: SimulatedHealth[];
  /** The whole time in 100 equal parts. */
  spans: {
    from_ms: number;
    to_ms: number;
    attempts: number;
    delivered: number;
    pending_most: number;
    pending_last: number;
  }[];
  /** The first 1,000 attempts. */
  timeline: SimulatedAttempt[];
}

/** A request as it was received, to be checked. */
export interface ReceivedRequest {
  /** As a record (Node's `request.headers`) or as pairs (`Headers`, `Map`); names in any case. */
  headers: Iterable<readonly [string, string]> | Record<string, string | readonly string[] | undefined>;
  /** The bytes that came in, before anything parsed them; a text stands for its UTF-8. */
  body: string | Uint8Array;
  /** `whsec_…`, `whpk_…`, `whsk_…` or the vendor's text: one, or several, the present one first. */
  secrets: string | readonly string[];
  /** Default: now. */
  now?: Date;
  /** How far the clocks may differ, either way. Default: 300. */
  toleranceSeconds?: number;
}

/** A signature that holds. */
export interface Verdict {
  scheme: SignatureName;
  /** Of Standard Webhooks. */
  version?: "v1" | "v1a";
  /** The `webhook-id`, where it is signed. */
  messageId?: string;
  /** Which of the secrets signed. */
  secretIndex: number;
  /** ISO 8601 with milliseconds, UTC. */
  sentAt: string;
  /** Negative where the request comes from the future. */
  ageSeconds: number;
}

/** What signs by ed25519, and what checks it. */
export interface KeyPair {
  /** `whsk_…`: a webhook's `secret`, which stays with the sender. */
  secret: string;
  /** `whpk_…`: for receivers. */
  publicKey: string;
}

/** The core, loaded. All calls are synchronous and pure but those called `new…`, which draw random bytes. */
export interface Hookstorm {
  readonly version: string;
  /** Triggers, families, and every resource with its fields. */
  catalogue(): Catalogue;
  triggers(): TriggerFacts[];
  families(): FamilyFacts[];
  /** The schema of an occurrence as strict checking accepts it or, with a family, of its body. */
  schema(trigger: TriggerName, family?: FamilyName): JsonSchema;
  /** A JSON text that passes strict checking. Throws a RangeError for an unknown trigger. */
  sampleOccurrence(trigger: string): string;
  /** Checks the JSON text of an occurrence. */
  checkOccurrence(text: string, options?: CheckingOption): Checked<OccurrenceFacts>;
  /** Checks a configuration, as a JSON text or as an object; the value has its defaults filled in. */
  checkWebhook(webhook: string | object, options?: TargetOption): Checked<CheckedWebhook>;
  /**
   * Tells family and trigger of a body from elsewhere by its shape, and checks it. Default: `lenient`, as foreign
   * bodies need it.
   */
  readBody(text: string, options?: CheckingOption): Checked<ForeignBody>;
  /** What an IP address is for, and whether it is public; `null` for other texts and forms that are not canonical. */
  classifyAddress(address: string): AddressFacts | null;
  /**
   * The body that an occurrence becomes: exactly the text that is sent. What a webhook chooses beyond its family
   * (`included`, `content_mode`, `pick`, …) is in the body of `renderRequest`.
   */
  buildBody(occurrence: string, family: FamilyName, options?: BodyOptions): Checked<string>;
  /** The request of one attempt, signed where the webhook has a secret. */
  renderRequest(occurrence: string, webhook: string | object, options: AttemptOptions): Checked<Request>;
  /** Whether an occurrence is sent to a webhook, and why not. */
  matches(occurrence: string, webhook: string | object, options?: MatchOptions): Checked<Match>;
  /**
   * What an edited webhook would have made of an exported delivery log (`hookstorm export`; JSON lines), and what would
   * have differed. A webhook with an id is compared with its own lines alone.
   */
  replay(log: string, webhook: string | object, options?: ReplayOptions): Checked<ReplayReport>;
  /**
   * What a template (a JSON-e document, as JSON text or as an object) makes of an occurrence, or of variables: a JSON
   * text. Paths lead into the template.
   */
  renderTemplate(
    template: string | object,
    source: string | TemplateContext,
    options?: TemplateOptions,
  ): Checked<string>;
  /** Webhooks for Slack, Microsoft Teams, Discord and others. */
  recipes(): Recipe[];
  /**
   * Checks the signature of a received request: the value says by which secret it holds, the problems why it does not
   * (a wrong clock, a body that was parsed and written again, a secret that was not decoded, …).
   */
  verify(request: ReceivedRequest): Checked<Verdict>;
  /** A request as a curl command for a POSIX shell. */
  curlCommand(request: Request): string;
  /**
   * What would happen to a webhook's deliveries over a supposed endpoint and traffic, by the dispatcher's own rules.
   * The same input gives the same report.
   */
  simulate(input: string | Simulation): Checked<SimulationReport>;
  newWebhookId(): string;
  newMessageId(acceptedAt: Date): string;
  /** Of 32 random bytes: `whsec_` and their base64, or for `livestorm` the base64 alone. */
  newSecret(signature?: SignatureName): string;
  /** A new ed25519 key pair. */
  newKeyPair(): KeyPair;
}
