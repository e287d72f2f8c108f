import type { Bodies, FamilyName, TriggerName } from "./records.js";

/** One thing wrong with a value. `code` is stable; `message` is for people. */
export interface Problem {
  /** JSON Pointer (RFC 6901) to the value; empty for the whole document. */
  path: string;
  /** What is wrong, for programs: `missing-field`, `url-http-refused`, … */
  code: string;
  /** One sentence that says what is wrong and what to do. */
  message: string;
  /** An error leaves no value; a warning is for a person to read. */
  severity: "error" | "warning";
}

/** What a check gives: every problem, and the value unless one of them is an error. */
export interface Checked<Value> {
  /** `null` where one of the problems is an error. */
  value: Value | null;
  /** All of them, at most 100; empty where all is well. */
  problems: Problem[];
}

/** `strict` is for your own data; `lenient` for foreign bodies and redacted examples. */
export type Checking = "strict" | "lenient";

/** A kind of happening. */
export interface TriggerFacts {
  /** `event.created` */
  name: TriggerName;
  /** As people choose it: "Event created". */
  title: string;
  /** When it happens, in one sentence. */
  description: string;
  /** The family of the vendor's own example. */
  documentedFamily: FamilyName;
  /** The members of an occurrence that hold its records. */
  records: string[];
  /** The families that have a body for it. */
  families: FamilyName[];
}

/** A shape in which a body is built. */
export interface FamilyFacts {
  /** `extended` */
  name: FamilyName;
  /** As people choose it. */
  title: string;
  /** What it is, in one sentence. */
  description: string;
}

/** A field of a resource, as an occurrence carries it. */
export interface FieldFacts {
  /** `estimated_duration` */
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
  /** What it says, in one sentence. */
  description: string;
  /** The closed list of values, where there is one. */
  allowed?: string[];
  /** What differs in the family `extended`. */
  extended?: {
    /** As `type` above. */
    type: string;
    /** As `unit` above. */
    unit?: string;
  };
  /** The field's name in the family `legacy`, where that has it. */
  legacy?: {
    /** `registrants_count` */
    name: string;
  };
}

/** A kind of record: the event, the session, a person, and what is nested in them. */
export interface ResourceFacts {
  /** `event`, `session`, `person`, … */
  name: string;
  /** The `type` that the family `extended` gives it. */
  extendedType?: string;
  /** In the order in which bodies have them. */
  fields: FieldFacts[];
}

/** A way to sign requests. */
export interface SignatureFacts {
  /** As a webhook's `signature` says it. */
  name: SignatureName;
  /** The header that it stands in. */
  header: string;
}

/** All that the core's tables say. */
export interface Catalogue {
  /** Of the core: `0.1.0`. */
  version: string;
  /** All kinds of happenings. */
  triggers: TriggerFacts[];
  /** All shapes of bodies. */
  families: FamilyFacts[];
  /** All ways to sign. */
  signatures: SignatureFacts[];
  /** All kinds of records, with every field. */
  resources: ResourceFacts[];
}

/** A JSON Schema of the draft 2020-12. */
export interface JsonSchema {
  /** The address of the draft. */
  $schema: string;
  /** `urn:hookstorm:…` */
  $id: string;
  /** What it describes. */
  title: string;
  /** When that happens. */
  description: string;
  /** What it describes is always an object. */
  type: "object";
  /** Its members' schemas, by name. */
  properties: Record<string, object>;
  /** The members that must be there. */
  required: string[];
  /** Whether there may be others. */
  additionalProperties: boolean;
  /** The records within. */
  $defs: Record<string, object>;
}

/** `standard`: that of Standard Webhooks, over three days; `livestorm`: the vendor's. */
export type RetryPolicyName = "standard" | "livestorm";

/** Retries after waits of one's own. */
export interface RetryDelays {
  /** Seconds before each retry, at most 20 of them. */
  delays: number[];
  /** How far a wait may differ either way, in percent up to 50. Default: 20. */
  jitter?: number;
}

/** Retries after waits that grow. */
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
  /** A UUID; stands in the bodies of the family `extended`. */
  id?: string;
  /** For people, at most 200 bytes. Default: empty. */
  name?: string;
  /** What is sent, by names of triggers: at least one, none twice. */
  triggers: string[];
  /** Where it is sent: an absolute https address of at most 2,048 bytes. */
  url: string;
  /** The shape of the body. Default: `extended`. */
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
  rate_limit?: {
    /** At least 1. */
    requests: number;
    /** 1 to 86,400. */
    seconds: number;
  };
  /** Requests under way at once, 1 to 32. Default: 32. */
  concurrency?: number;
  /** One delivery after the other, in the order of acceptance; the next ones wait for retries. Default: false. */
  ordered?: boolean;
  /** Whether anything is sent. Default: `true`. */
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

/** A secret that signs along with its successor for a while. */
export interface PreviousSecret {
  /** `whsec_…` or `whsk_…` */
  secret: string;
  /** RFC 3339: it signs before that moment. */
  until: string;
}

/** A header of a request. */
export interface Header {
  /** In lower case but where a webhook's own says otherwise. */
  name: string;
  /** As it is sent. */
  value: string;
}

/** The exact HTTP request of one attempt. */
export interface RenderedRequest {
  /** `POST`. */
  method: string;
  /** The webhook's address, in its one spelling. */
  url: string;
  /** All of them, in the order in which they are sent. */
  headers: Header[];
  /** The text whose UTF-8 is sent. */
  body: string;
}

/** How strict calls are with an occurrence or a body. */
export interface CheckingOption {
  /** Default: `strict`. */
  checking?: Checking;
}

/** Which targets calls let through. */
export interface TargetOption {
  /** Whether plain http targets are let through, with a warning. Default: `false`. */
  allowHttp?: boolean;
}

/** What a body says beside the occurrence. */
export interface BodyOptions extends CheckingOption {
  /** Stands in the extended family's `meta`. Default: the nil UUID. */
  webhookId?: string;
  /** The CloudEvent's `id`. Default: `msg_` and zeros. */
  messageId?: string;
}

/** Options of `matches`. */
export interface MatchOptions extends CheckingOption, TargetOption {
  /** Stands in the bodies of some families, at which filters may look. */
  messageId?: string;
}

/** Options of `renderTemplate`. */
export interface TemplateOptions extends BodyOptions {
  /** Of `body`, at which templates may look. Default: `extended`. */
  family?: FamilyName;
}

/** Options of `replay`. */
export interface ReplayOptions extends TargetOption {
  /** Whether the report holds both requests of each line, also where they are the same. Default: `false`. */
  requests?: boolean;
}

/** What became of a line of the log: whether the same would be sent, something else, or nothing. */
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
  /** Of the request. */
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
  /** The message that the line tells of. */
  message_id: string;
  /** What would become of it now. */
  verdict: ReplayVerdict;
  /** Why it would not be sent. */
  reason?: MismatchReason;
  /** The same for people. */
  explanation?: string;
  /** At most 100; `has_more` tells whether there are others. */
  differences?: ReplayDifference[];
  /** Whether there are differences beyond those. */
  has_more?: boolean;
  /** Why the line is bad, or no request can be made of it: at most 10. */
  problems?: Problem[];
  /** The last attempt's request before it was signed. Left out beyond 8 MiB of requests. */
  was?: RenderedRequest;
  /** The request that would be sent, likewise. */
  now?: RenderedRequest;
}

/** What an edited webhook would have made of a delivery log. */
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
  /** By their names in the template; what JSON can hold. */
  variables: Record<string, unknown>;
  /** What the template's `now` is. */
  now: Date;
}

/** The attempt whose request is rendered. */
export interface AttemptOptions extends CheckingOption, TargetOption {
  /** The same in every attempt of a message: 1 to 64 of `[A-Za-z0-9_-]`. */
  messageId: string;
  /** When the attempt is made. */
  attemptedAt: Date;
}

/** What an occurrence says of itself. */
export interface OccurrenceFacts {
  /** What happened. */
  trigger: TriggerName;
  /** ISO 8601 with milliseconds, UTC. */
  occurredAt: string;
}

/**
 * Why an occurrence is not sent to a webhook; `filter-failed`: its filter could not be evaluated, or gave neither true
 * nor false.
 */
export type MismatchReason = "trigger" | "disabled" | "filter" | "filter-failed";

/** Whether an occurrence is sent to a webhook. */
export type Match =
  | {
      /** It is sent. */
      passes: true;
    }
  | {
      /** It is not sent. */
      passes: false;
      /** What kept it back. */
      reason: MismatchReason;
      /** For people: of a filter, the part that decided and the values it saw. */
      explanation: string;
    };

/** A webhook that is ready but for what only its owner knows. */
export interface Recipe {
  /** `slack` */
  name: string;
  /** As people choose it: "Slack". */
  title: string;
  /** What it sends, in one sentence. */
  description: string;
  /** Where in the webhook (JSON Pointers) something made up is to be replaced, and by what. */
  fill_in: {
    /** JSON Pointer into the webhook. */
    path: string;
    /** What belongs there, and where to find it. */
    hint: string;
  }[];
  /** It passes `checkWebhook` as it is. */
  webhook: Webhook;
}

/** What a received body says of itself beside its family and trigger. */
export interface ForeignBodyFacts {
  /** Where the body says it. */
  webhookId?: string;
  /** Where the body says it. */
  messageId?: string;
  /** Where the body says it: ISO 8601 with milliseconds, UTC. */
  occurredAt?: string;
}

/**
 * A received body, told apart by `family` and `trigger`. What was checked leniently has the types that `body` says,
 * but may hold values outside the lists that they know.
 */
export type ForeignBody = {
  [Family in FamilyName]: {
    [Trigger in keyof Bodies[Family]]: ForeignBodyFacts & {
      /** The shape that the body is in. */
      family: Family;
      /** What happened. */
      trigger: Trigger;
      /** The body, parsed. */
      body: Bodies[Family][Trigger];
    };
  }[keyof Bodies[Family]];
}[FamilyName];

/** A configuration that passed, with its defaults filled in. */
export interface CheckedWebhook extends Webhook {
  /** Empty where none was given. */
  name: string;
  /** `extended` where none was given. */
  family: FamilyName;
  /** `true` unless it was switched off. */
  enabled: boolean;
}

/** What an IP address is for, by the registries of special addresses. */
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
  /** Of the address itself. */
  addressClass: AddressClass;
  /** Whether it is one of the open Internet, also where it leads to another. */
  isPublic: boolean;
  /** For people, after "The address …": "is in a private network (RFC 1918)". */
  reason: string;
  /** The IPv4 address that it leads to: of IPv4-mapped, NAT64, 6to4, Teredo and the like. */
  inner?: string;
  /** What that one is for. */
  innerClass?: AddressClass;
}

/** Messages that come evenly spread. Times are seconds from the start. */
export interface Traffic {
  /** Default: 0. */
  from?: number;
  /** Default: the horizon. */
  to?: number;
  /** How many come. */
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

/** How a receiver answers for some time. */
export interface EndpointPhase extends SupposedAnswer {
  /** Seconds from the start. Default: 0. */
  from?: number;
  /** Seconds from the start. Default: the horizon. */
  to?: number;
  /** Of the requests in this time, by chance. Default: 100. */
  percent?: number;
}

/** What is supposed, for `simulate`. Only `traffic` must be there. */
export interface Simulation extends Pick<Webhook, "retry" | "timeout" | "rate_limit" | "concurrency" | "ordered"> {
  /** The messages that come. */
  traffic: Traffic[];
  /** How it answers outside of all phases (default: 200 after 100 ms); of the phases, the first that applies decides. */
  endpoint?: Partial<SupposedAnswer> & {
    /** 429 for all but the first requests in each such time. */
    rate_limit?: {
      /** How many are answered as ever. */
      requests: number;
      /** In how many seconds. */
      seconds: number;
      /** What the others get as Retry-After, in seconds. */
      retry_after?: number;
    };
    /** Times in which it answers otherwise. */
    phases?: EndpointPhase[];
  };
  /** Seconds to look at, at most a year. Default: a week. */
  horizon?: number;
  /** Another one gives other chances. Default: 1. */
  seed?: number;
  /** Days of nothing but failure that disable the webhook. Default: 5. */
  disable_after?: number;
}

/** From when on a webhook is in what state; milliseconds count from the start. */
export type SimulatedHealth =
  | {
      /** When it begins. */
      at_ms: number;
      /** Requests are sent as they come. */
      state: "healthy";
    }
  | {
      /** When it begins. */
      at_ms: number;
      /** Requests are held back. */
      state: "throttled";
      /** Until when. */
      until_ms: number;
    }
  | {
      /** When it begins. */
      at_ms: number;
      /** Nothing is sent any more. */
      state: "disabled";
      /** The receiver said so, or nothing but failure came for days. */
      reason: "gone" | "failing";
    };

/** One request of a simulation; milliseconds count from the start. */
export interface SimulatedAttempt {
  /** When it begins. */
  at_ms: number;
  /** When its outcome is known. */
  ended_ms: number;
  /** From 1, in the order in which they came. */
  message: number;
  /** From 1, of the message. */
  attempt: number;
  /** `null` where no answer came. */
  status: number | null;
  /** Of the delivery, afterwards. */
  state: "pending" | "delivered" | "exhausted";
  /** When it is tried again, at the earliest. */
  due_ms?: number;
}

/** What would happen. Milliseconds count from the start. */
export interface SimulationReport {
  /** How many came. */
  messages: number;
  /** Came while the webhook was disabled. */
  skipped: number;
  /** Requests in all. */
  attempts: number;
  /** Deliveries that succeeded. */
  delivered: number;
  /** Deliveries that ran out of retries. */
  exhausted: number;
  /** At the end. */
  pending: number;
  /** How often the webhook was throttled. */
  throttlings: number;
  /** When the simulation ended. */
  ended_ms: number;
  /** `false` where it ended early, at 100,000 attempts. */
  is_complete: boolean;
  /** From coming to being delivered; `null` where nothing was. */
  delays_ms: {
    /** Half of them are shorter. */
    median: number;
    /** 90 % of them are shorter. */
    p90: number;
    /** 99 % of them are shorter. */
    p99: number;
    /** None is longer. */
    longest: number;
  } | null;
  /** The webhook's states, in their order. */
  health: SimulatedHealth[];
  /** The whole time in 100 equal parts. */
  spans: {
    /** When it begins. */
    from_ms: number;
    /** When it ends. */
    to_ms: number;
    /** Requests that began in it. */
    attempts: number;
    /** Deliveries that succeeded in it. */
    delivered: number;
    /** The longest queue in it. */
    pending_most: number;
    /** The queue at its end. */
    pending_last: number;
  }[];
  /** The first 1,000 attempts. */
  timeline: SimulatedAttempt[];
}

/** By what a received request is checked. */
export interface VerificationOptions {
  /** `whsec_…`, `whpk_…`, `whsk_…` or the vendor's text: one, or several (at most 10), the present one first. */
  secrets: string | readonly string[];
  /** Default: now. */
  now?: Date;
  /** How far the clocks may differ, either way, in whole seconds. Default: 300. */
  toleranceSeconds?: number;
}

/** A request as it was received, to be checked. */
export interface ReceivedRequest extends VerificationOptions {
  /** As a record (Node's `request.headers`) or as pairs (`Headers`, `Map`); names in any case. */
  headers: Iterable<readonly [string, string]> | Record<string, string | readonly string[] | undefined>;
  /** The bytes that came in, before anything parsed them; a text stands for its UTF-8. At most 2 MiB. */
  body: string | Uint8Array;
}

/** A signature that holds. */
export interface Verdict {
  /** How it was signed. */
  scheme: SignatureName;
  /** Of Standard Webhooks: `v1` is HMAC-SHA256, `v1a` ed25519. */
  version?: "v1" | "v1a";
  /** The `webhook-id`, where it is signed: the same in every attempt, so that duplicates can be dropped. */
  messageId?: string;
  /** Which of the secrets signed. */
  secretIndex: number;
  /** ISO 8601 with milliseconds, UTC. */
  sentAt: string;
  /** Negative where the request comes from the future. */
  ageSeconds: number;
}

/** A body that is to be signed, whoever made it. */
export interface SigningOptions {
  /** The exact bytes that will be sent; a text stands for its UTF-8. At most 2 MiB. */
  body: string | Uint8Array;
  /** `whsec_…` or `whsk_…`, or the vendor's text. */
  secret: string;
  /** The same in every attempt of a message: 1 to 64 of `[A-Za-z0-9_-]`. */
  messageId: string;
  /** When it is sent. Default: now. */
  sentAt?: Date;
  /** How the secret signs. Default: `standard`. */
  signature?: SignatureName;
}

/** What signs by ed25519, and what checks it. */
export interface KeyPair {
  /** `whsk_…`: a webhook's `secret`, which stays with the sender. */
  secret: string;
  /** `whpk_…`: for receivers. */
  publicKey: string;
}

/** Signatures by ed25519. Seeds and public keys are of 32 bytes, signatures of 64. */
export interface Ed25519 {
  /** The signature of `content` by the private key of `seed`. */
  sign(content: Uint8Array, seed: Uint8Array): Uint8Array;
  /** Whether the key signed `content`; `false` as well for what is no key or no signature. */
  isSignature(signature: Uint8Array, content: Uint8Array, publicKey: Uint8Array): boolean;
  /** The public key of the private one. */
  publicKeyOf(seed: Uint8Array): Uint8Array;
}

/** What the core is loaded with. */
export interface LoadingOptions {
  /**
   * In browsers, what keys of ed25519 (`whsk_…`, `whpk_…`) are used by: that of `hookstorm/ed25519`, which is 6 KB
   * compressed and apart for that. Elsewhere it is there.
   */
  ed25519?: Ed25519;
  /**
   * Where the core's WebAssembly comes from, where not from beside the package's other files: an address to fetch it
   * from, an answer that brings it, its bytes, or the compiled module; or a promise of one. Only the first call's is used.
   */
  wasm?: WasmSource | PromiseLike<WasmSource>;
}

/** What `core.wasm` can be loaded from. */
export type WasmSource = string | URL | Response | ArrayBuffer | ArrayBufferView | CompiledWasm;

/** A `WebAssembly.Module`, where the project's types know such a thing; those of Node do not. */
export type CompiledWasm = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } }
  ? Module
  : object;

/**
 * The core, loaded. All calls are synchronous and pure but those called `new…`, which draw random bytes. What is wrong
 * with data comes back as problems; calls throw only where they are misused: a TypeError or a RangeError says how.
 */
export interface Hookstorm {
  /** Of the core: `0.1.0`. */
  readonly version: string;
  /** Triggers, families, and every resource with its fields. */
  catalogue(): Catalogue;
  /** The kinds of happenings, with the families that carry them. */
  triggers(): TriggerFacts[];
  /** The shapes in which bodies are built. */
  families(): FamilyFacts[];
  /**
   * The schema of an occurrence as strict checking accepts it or, with a family, of its body. Throws a TypeError where
   * the family has no body for the trigger.
   */
  schema(trigger: TriggerName, family?: FamilyName): JsonSchema;
  /** An occurrence to start from: a JSON text that passes strict checking. */
  sample(trigger: TriggerName): string;
  /** Checks an occurrence, as a JSON text or as an object. */
  checkOccurrence(occurrence: string | object, options?: CheckingOption): Checked<OccurrenceFacts>;
  /** Checks a configuration, as a JSON text or as an object; the value has its defaults filled in. */
  checkWebhook(webhook: string | object, options?: TargetOption): Checked<CheckedWebhook>;
  /**
   * Tells family and trigger of a received body by its shape, and checks it. Default: `lenient`, as foreign bodies
   * need it.
   */
  readBody(text: string, options?: CheckingOption): Checked<ForeignBody>;
  /** What an IP address is for, and whether it is public; `null` for other texts and forms that are not canonical. */
  classifyAddress(address: string): AddressFacts | null;
  /**
   * The body that an occurrence becomes: exactly the text that is sent. What a webhook chooses beyond its family
   * (`included`, `content_mode`, `pick`, …) is in the body of `renderRequest`.
   */
  buildBody(occurrence: string | object, family: FamilyName, options?: BodyOptions): Checked<string>;
  /** The request of one attempt, signed where the webhook has a secret. */
  renderRequest(occurrence: string | object, webhook: string | object, options: AttemptOptions): Checked<RenderedRequest>;
  /** Whether an occurrence is sent to a webhook, and why not. */
  matches(occurrence: string | object, webhook: string | object, options?: MatchOptions): Checked<Match>;
  /**
   * What an edited webhook would have made of an exported delivery log (`hookstorm export`; JSON lines), and what would
   * have differed. A webhook with an id is compared with its own lines alone.
   */
  replay(log: string, webhook: string | object, options?: ReplayOptions): Checked<ReplayReport>;
  /**
   * What a template (a JSON-e document, as JSON text or as an object) makes of an occurrence (a JSON text), or of
   * variables: a JSON text. Paths lead into the template.
   */
  renderTemplate(
    template: string | object,
    source: string | TemplateContext,
    options?: TemplateOptions,
  ): Checked<string>;
  /** Webhooks for Slack, Microsoft Teams, Discord and others. */
  recipes(): Recipe[];
  /**
   * The headers that sign a body: `webhook-id`, `webhook-timestamp` and that of the signature, to be sent with it. What
   * `renderRequest` gives is signed already.
   */
  sign(options: SigningOptions): Checked<Record<string, string>>;
  /**
   * Checks the signature of a received request: the value says by which secret it holds, the problems why it does not
   * (a wrong clock, a body that was parsed and written again, a secret that was not decoded, …). `hookstorm/receiver`
   * does it for the requests of servers.
   */
  verify(request: ReceivedRequest): Checked<Verdict>;
  /** A request as a curl command for a POSIX shell. */
  curlCommand(request: RenderedRequest): string;
  /**
   * What would happen to a webhook's deliveries over a supposed endpoint and traffic, by the dispatcher's own rules.
   * The same input gives the same report.
   */
  simulate(input: string | Simulation): Checked<SimulationReport>;
  /** A random UUID. */
  newWebhookId(): string;
  /** `msg_` and an id that sorts by the moment. */
  newMessageId(acceptedAt: Date): string;
  /** Of 32 random bytes: `whsec_` and their base64, or for `livestorm` the base64 alone. */
  newSecret(signature?: SignatureName): string;
  /** A new ed25519 key pair. */
  newKeyPair(): KeyPair;
}
