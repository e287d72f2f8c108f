import {
  headerList,
  jsonText,
  requireBody,
  requireMoment,
  requireObject,
  requireOneOf,
  requireSeconds,
  requireText,
  secretList,
} from "./arguments.js";
import { Call } from "./calls.js";
import type { RawModule } from "./core.js";
import { Memory } from "./memory.js";
import { Cryptography, type Computation } from "./cryptography.js";
import type { Platform } from "./platform/platform.js";
import type { FamilyName, TriggerName } from "./records.js";
import type {
  AddressFacts,
  AttemptOptions,
  BodyOptions,
  Catalogue,
  Checked,
  CheckedWebhook,
  CheckingOption,
  FamilyFacts,
  ForeignBody,
  Header,
  Hookstorm,
  JsonSchema,
  KeyPair,
  Match,
  MatchOptions,
  OccurrenceFacts,
  ReceivedRequest,
  Recipe,
  RenderedRequest,
  ReplayOptions,
  ReplayReport,
  SignatureName,
  SigningOptions,
  Simulation,
  SimulationReport,
  TargetOption,
  TemplateContext,
  TemplateOptions,
  TriggerFacts,
  Verdict,
} from "./types.js";

/** A rendered request, and what is to be computed to sign it. */
interface Rendering {
  request: RenderedRequest;
  computations: Computation[];
}

/** The headers that a signature belongs to, and what is to be computed for it. */
interface Signing {
  headers: Header[];
  computations: Computation[];
}

const NIL_UUID = "00000000-0000-0000-0000-000000000000";
const MESSAGE_ID_RANDOM_BYTES = 10;
const WEBHOOK_ID_RANDOM_BYTES = 16;
const SECRET_RANDOM_BYTES = 32;

function isLenient(options: CheckingOption): boolean {
  requireObject("options", options);
  const checking = options.checking ?? "strict";
  requireOneOf("checking", checking, ["strict", "lenient"]);
  return checking === "lenient";
}

/** The calls of the core, over the raw module. */
export class Facade implements Hookstorm {
  readonly #memory: Memory;
  #readCatalogue: Catalogue | undefined;

  readonly #platform: Platform;
  readonly #cryptography: Cryptography;

  constructor(module: RawModule, platform: Platform) {
    this.#memory = new Memory(module);
    this.#platform = platform;
    this.#cryptography = new Cryptography(platform);
  }

  /** Read when it is first asked for, which previews do not: it is long. */
  get #catalogue(): Catalogue {
    this.#readCatalogue ??= JSON.parse(this.#memory.call(Call.catalogue, [])) as Catalogue;
    return this.#readCatalogue;
  }

  get version(): string {
    return this.#catalogue.version;
  }

  catalogue(): Catalogue {
    return structuredClone(this.#catalogue);
  }

  triggers(): TriggerFacts[] {
    return structuredClone(this.#catalogue.triggers);
  }

  families(): FamilyFacts[] {
    return structuredClone(this.#catalogue.families);
  }

  sample(trigger: TriggerName): string {
    requireText("trigger", trigger);
    const sample = this.#memory.call(Call.sample, [trigger]);
    if (sample === "") {
      this.#requireTrigger(trigger);
    }
    return sample;
  }

  schema(trigger: TriggerName, family?: FamilyName): JsonSchema {
    this.#requireTrigger(trigger);
    if (family !== undefined) {
      this.#requireFamily(family);
    }
    const text = this.#memory.call(Call.schema, [trigger, family ?? ""]);
    if (text === "") {
      throw new TypeError(`The family "${family}" has no body for ${trigger}.`);
    }
    return JSON.parse(text) as JsonSchema;
  }

  checkOccurrence(occurrence: string | object, options: CheckingOption = {}): Checked<OccurrenceFacts> {
    return this.#checked(Call.checkOccurrence, [jsonText("occurrence", occurrence)], isLenient(options));
  }

  checkWebhook(webhook: string | object, options: TargetOption = {}): Checked<CheckedWebhook> {
    requireObject("options", options);
    return this.#checked(Call.checkWebhook, [jsonText("webhook", webhook)], options.allowHttp ?? false);
  }

  readBody(text: string, options: CheckingOption = {}): Checked<ForeignBody> {
    requireText("text", text);
    const lenient = isLenient({ checking: "lenient", ...options });
    const { value, problems } = this.#checked<Omit<ForeignBody, "body">>(Call.readBody, [text], lenient);
    // The core told the type that the parsed body has.
    return { value: value && ({ ...value, body: JSON.parse(text) } as ForeignBody), problems };
  }

  classifyAddress(address: string): AddressFacts | null {
    requireText("address", address);
    const facts = this.#memory.call(Call.classifyAddress, [address]);
    return facts === "" ? null : (JSON.parse(facts) as AddressFacts);
  }

  buildBody(occurrence: string | object, family: FamilyName, options: BodyOptions = {}): Checked<string> {
    const text = jsonText("occurrence", occurrence);
    requireObject("options", options);
    this.#requireFamily(family);
    const webhookId = options.webhookId ?? NIL_UUID;
    requireText("webhookId", webhookId);
    const messageId = this.#optionalMessageId(options);
    return this.#checked(Call.buildBody, [text, family, webhookId, messageId], isLenient(options));
  }

  renderRequest(
    occurrence: string | object,
    webhook: string | object,
    options: AttemptOptions,
  ): Checked<RenderedRequest> {
    const texts = [jsonText("occurrence", occurrence), jsonText("webhook", webhook)];
    requireObject("options", options);
    const { messageId, attemptedAt } = options;
    this.#requireMessageId(messageId);
    requireMoment("attemptedAt", attemptedAt);
    const rendered = this.#checked<Rendering>(
      Call.renderRequest,
      [...texts, messageId],
      attemptedAt.getTime(),
      isLenient(options),
      options.allowHttp ?? false,
    );
    return { value: rendered.value && this.#signed(rendered.value), problems: rendered.problems };
  }

  matches(occurrence: string | object, webhook: string | object, options: MatchOptions = {}): Checked<Match> {
    const texts = [jsonText("occurrence", occurrence), jsonText("webhook", webhook)];
    requireObject("options", options);
    const messageId = this.#optionalMessageId(options);
    return this.#checked(Call.matches, [...texts, messageId], isLenient(options), options.allowHttp ?? false);
  }

  replay(log: string, webhook: string | object, options: ReplayOptions = {}): Checked<ReplayReport> {
    requireText("log", log);
    requireObject("options", options);
    return this.#checked(
      Call.replay,
      [log, jsonText("webhook", webhook)],
      options.requests ?? false,
      options.allowHttp ?? false,
    );
  }

  renderTemplate(
    template: string | object,
    source: string | TemplateContext,
    options: TemplateOptions = {},
  ): Checked<string> {
    const document = jsonText("template", template);
    requireObject("options", options);
    if (typeof source !== "string") {
      requireObject("source", source);
      requireMoment("now", source.now);
      return this.#checked(
        Call.renderVariables,
        [document, jsonText("variables", source.variables)],
        source.now.getTime(),
      );
    }
    const family = options.family ?? "extended";
    this.#requireFamily(family);
    const webhookId = options.webhookId ?? NIL_UUID;
    requireText("webhookId", webhookId);
    const messageId = this.#optionalMessageId(options);
    return this.#checked(Call.renderTemplate, [document, source, family, webhookId, messageId], isLenient(options));
  }

  recipes(): Recipe[] {
    return JSON.parse(this.#memory.call(Call.recipes, [])) as Recipe[];
  }

  sign(options: SigningOptions): Checked<Record<string, string>> {
    requireObject("options", options);
    const { body, secret, messageId, sentAt = new Date(), signature = "standard" } = options;
    requireBody("body", body);
    requireText("secret", secret);
    this.#requireMessageId(messageId);
    requireMoment("sentAt", sentAt);
    this.#requireSignature(signature);
    const { value, problems } = this.#checked<Signing>(
      Call.sign,
      [body, secret, signature, messageId],
      sentAt.getTime(),
    );
    const headers = value && [...value.headers, ...this.#signature(value.computations)];
    return { value: headers && Object.fromEntries(headers.map((header) => [header.name, header.value])), problems };
  }

  verify(request: ReceivedRequest): Checked<Verdict> {
    requireObject("request", request);
    const { headers, body, secrets, now = new Date(), toleranceSeconds = 300 } = request;
    requireBody("body", body);
    requireMoment("now", now);
    requireSeconds("toleranceSeconds", toleranceSeconds);
    const text = JSON.stringify({ headers: headerList(headers), secrets: secretList(secrets) });
    const computations = this.#memory.call(Call.verify, [text, body], now.getTime(), toleranceSeconds);
    if (computations === "") {
      throw new TypeError("headers and secrets must be well-formed texts.");
    }
    let answer = JSON.parse(computations) as Computation[] | Checked<Verdict>;
    while (Array.isArray(answer)) {
      const results = this.#computed(answer);
      answer = JSON.parse(this.#memory.call(Call.verdict, [results])) as typeof answer;
    }
    return answer;
  }

  curlCommand(request: RenderedRequest): string {
    const command = this.#memory.call(Call.curl, [jsonText("request", request)]);
    if (command === "") {
      throw new TypeError("request must be one that renderRequest gave.");
    }
    return command;
  }

  simulate(input: string | Simulation): Checked<SimulationReport> {
    return this.#checked(Call.simulate, [jsonText("input", input)]);
  }

  newWebhookId(): string {
    return this.#memory.call(Call.newWebhookId, [this.#platform.randomBytes(WEBHOOK_ID_RANDOM_BYTES)]);
  }

  newMessageId(acceptedAt: Date): string {
    requireMoment("acceptedAt", acceptedAt);
    return this.#memory.call(
      Call.newMessageId,
      [this.#platform.randomBytes(MESSAGE_ID_RANDOM_BYTES)],
      acceptedAt.getTime(),
    );
  }

  newSecret(signature: SignatureName = "standard"): string {
    this.#requireSignature(signature);
    return this.#memory.call(Call.newSecret, [signature, this.#platform.randomBytes(SECRET_RANDOM_BYTES)]);
  }

  newKeyPair(): KeyPair {
    const seed = this.#platform.randomBytes(SECRET_RANDOM_BYTES);
    const pair = this.#memory.call(Call.keyPair, [seed, this.#cryptography.ed25519.publicKeyOf(seed)]);
    return JSON.parse(pair) as KeyPair;
  }

  #requireTrigger(trigger: string): void {
    requireOneOf(
      "trigger",
      trigger,
      this.#catalogue.triggers.map((facts) => facts.name),
    );
  }

  #requireFamily(family: string): void {
    requireOneOf(
      "family",
      family,
      this.#catalogue.families.map((facts) => facts.name),
    );
  }

  #requireSignature(signature: string): void {
    requireOneOf(
      "signature",
      signature,
      this.#catalogue.signatures.map((facts) => facts.name),
    );
  }

  /** Empty where none is given: the core has one for previews. */
  #optionalMessageId({ messageId }: { messageId?: string }): string {
    if (messageId !== undefined) {
      this.#requireMessageId(messageId);
    }
    return messageId ?? "";
  }

  #requireMessageId(messageId: string): void {
    requireText("messageId", messageId);
    if (this.#memory.call(Call.isMessageId, [messageId]) !== "true") {
      throw new RangeError("messageId must be 1 to 64 of the characters A-Z, a-z, 0-9, '_' and '-'.");
    }
  }

  #checked<Value>(...call: Parameters<Memory["call"]>): Checked<Value> {
    return JSON.parse(this.#memory.call(...call)) as Checked<Value>;
  }

  #signed({ request, computations }: Rendering): RenderedRequest {
    return computations.length === 0
      ? request
      : { ...request, headers: [...request.headers, ...this.#signature(computations)] };
  }

  /** The header of what the core asked for last, in a list. */
  #signature(computations: Computation[]): Header[] {
    const headers = this.#memory.call(Call.signature, [this.#computed(computations)]);
    return JSON.parse(headers) as Header[];
  }

  #computed(computations: Computation[]): Uint8Array {
    return this.#cryptography.resultsOf(computations, (place) => this.#memory.bytesAt(place));
  }
}
