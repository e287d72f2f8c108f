import type { RawModule } from "#core";
import { randomBytes } from "#platform";

import {
  headerList,
  jsonText,
  requireBody,
  requireMoment,
  requireOneOf,
  requireSeconds,
  requireText,
} from "./arguments.js";
import { Memory } from "./memory.js";
import { publicKeyOf, resultsOf, type Computation } from "./cryptography.js";
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
  ReplayOptions,
  ReplayReport,
  Request,
  SignatureName,
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
  request: Request;
  computations: Computation[];
}

const NIL_UUID = "00000000-0000-0000-0000-000000000000";
const MESSAGE_ID_RANDOM_BYTES = 10;
const WEBHOOK_ID_RANDOM_BYTES = 16;
const SECRET_RANDOM_BYTES = 32;

function isLenient(options: CheckingOption): boolean {
  const checking = options.checking ?? "strict";
  requireOneOf("checking", checking, ["strict", "lenient"]);
  return checking === "lenient";
}

/** The calls of the core, over the raw module. */
export class Facade implements Hookstorm {
  readonly #memory: Memory;
  readonly #catalogue: Catalogue;

  constructor(module: RawModule) {
    this.#memory = new Memory(module);
    this.#catalogue = JSON.parse(this.#memory.call([], (core) => core.catalogue())) as Catalogue;
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

  sampleOccurrence(trigger: string): string {
    this.#requireTrigger(trigger);
    return this.#memory.call([trigger], (core, texts) => core.sample(texts));
  }

  schema(trigger: TriggerName, family?: FamilyName): JsonSchema {
    this.#requireTrigger(trigger);
    if (family !== undefined) {
      this.#requireFamily(family);
    }
    const text = this.#memory.call([trigger, family ?? ""], (core, texts) => core.schema(texts));
    if (text === "") {
      throw new TypeError(`The family "${family}" has no body for ${trigger}.`);
    }
    return JSON.parse(text) as JsonSchema;
  }

  checkOccurrence(text: string, options: CheckingOption = {}): Checked<OccurrenceFacts> {
    requireText("text", text);
    return this.#checked([text], (core, texts) => core.checkOccurrence(texts, isLenient(options)));
  }

  checkWebhook(webhook: string | object, options: TargetOption = {}): Checked<CheckedWebhook> {
    return this.#checked([jsonText("webhook", webhook)], (core, texts) =>
      core.checkWebhook(texts, options.allowHttp ?? false),
    );
  }

  readBody(text: string, options: CheckingOption = {}): Checked<ForeignBody> {
    requireText("text", text);
    const lenient = isLenient({ checking: "lenient", ...options });
    return this.#checked([text], (core, texts) => core.readBody(texts, lenient));
  }

  classifyAddress(address: string): AddressFacts | null {
    requireText("address", address);
    const facts = this.#memory.call([address], (core, texts) => core.classifyAddress(texts));
    return facts === "" ? null : (JSON.parse(facts) as AddressFacts);
  }

  buildBody(occurrence: string, family: FamilyName, options: BodyOptions = {}): Checked<string> {
    requireText("occurrence", occurrence);
    this.#requireFamily(family);
    const webhookId = options.webhookId ?? NIL_UUID;
    requireText("webhookId", webhookId);
    const messageId = this.#optionalMessageId(options);
    return this.#checked([occurrence, family, webhookId, messageId], (core, texts) =>
      core.buildBody(texts, isLenient(options)),
    );
  }

  renderRequest(occurrence: string, webhook: string | object, options: AttemptOptions): Checked<Request> {
    requireText("occurrence", occurrence);
    const { messageId, attemptedAt } = options;
    this.#requireMessageId(messageId);
    requireMoment("attemptedAt", attemptedAt);
    const rendered = this.#checked<Rendering>([occurrence, jsonText("webhook", webhook), messageId], (core, texts) =>
      core.renderRequest(texts, attemptedAt.getTime(), isLenient(options), options.allowHttp ?? false),
    );
    return { value: rendered.value && this.#signed(rendered.value), problems: rendered.problems };
  }

  matches(occurrence: string, webhook: string | object, options: MatchOptions = {}): Checked<Match> {
    requireText("occurrence", occurrence);
    const messageId = this.#optionalMessageId(options);
    return this.#checked([occurrence, jsonText("webhook", webhook), messageId], (core, texts) =>
      core.matches(texts, isLenient(options), options.allowHttp ?? false),
    );
  }

  replay(log: string, webhook: string | object, options: ReplayOptions = {}): Checked<ReplayReport> {
    requireText("log", log);
    return this.#checked([log, jsonText("webhook", webhook)], (core, texts) =>
      core.replay(texts, options.requests ?? false, options.allowHttp ?? false),
    );
  }

  renderTemplate(
    template: string | object,
    source: string | TemplateContext,
    options: TemplateOptions = {},
  ): Checked<string> {
    const document = jsonText("template", template);
    if (typeof source !== "string") {
      requireMoment("now", source.now);
      return this.#checked([document, jsonText("variables", source.variables)], (core, texts) =>
        core.renderVariables(texts, source.now.getTime()),
      );
    }
    const family = options.family ?? "extended";
    this.#requireFamily(family);
    const webhookId = options.webhookId ?? NIL_UUID;
    requireText("webhookId", webhookId);
    const messageId = this.#optionalMessageId(options);
    return this.#checked([document, source, family, webhookId, messageId], (core, texts) =>
      core.renderTemplate(texts, isLenient(options)),
    );
  }

  recipes(): Recipe[] {
    return JSON.parse(this.#memory.call([], (core) => core.recipes())) as Recipe[];
  }

  verify({ headers, body, secrets, now = new Date(), toleranceSeconds = 300 }: ReceivedRequest): Checked<Verdict> {
    requireBody("body", body);
    requireMoment("now", now);
    requireSeconds("toleranceSeconds", toleranceSeconds);
    const list = typeof secrets === "string" ? [secrets] : [...secrets];
    list.forEach((secret, index) => requireText(`secrets[${index}]`, secret));
    const text = JSON.stringify({ headers: headerList(headers), secrets: list });
    const computations = this.#memory.call([text, body], (core, texts) =>
      core.verify(texts, now.getTime(), toleranceSeconds),
    );
    if (computations === "") {
      throw new TypeError("headers and secrets must be well-formed texts.");
    }
    const results = this.#computed(JSON.parse(computations) as Computation[]);
    return this.#checked([results], (core, texts) => core.verdict(texts));
  }

  curlCommand(request: Request): string {
    const command = this.#memory.call([jsonText("request", request)], (core, texts) => core.curl(texts));
    if (command === "") {
      throw new TypeError("request must be one that renderRequest gave.");
    }
    return command;
  }

  simulate(input: string | Simulation): Checked<SimulationReport> {
    return this.#checked([jsonText("input", input)], (core, texts) => core.simulate(texts));
  }

  newWebhookId(): string {
    return this.#memory.call([randomBytes(WEBHOOK_ID_RANDOM_BYTES)], (core, texts) => core.newWebhookId(texts));
  }

  newMessageId(acceptedAt: Date): string {
    requireMoment("acceptedAt", acceptedAt);
    return this.#memory.call([randomBytes(MESSAGE_ID_RANDOM_BYTES)], (core, texts) =>
      core.newMessageId(texts, acceptedAt.getTime()),
    );
  }

  newSecret(signature: SignatureName = "standard"): string {
    requireOneOf(
      "signature",
      signature,
      this.#catalogue.signatures.map((facts) => facts.name),
    );
    return this.#memory.call([signature, randomBytes(SECRET_RANDOM_BYTES)], (core, texts) => core.newSecret(texts));
  }

  newKeyPair(): KeyPair {
    const seed = randomBytes(SECRET_RANDOM_BYTES);
    const pair = this.#memory.call([seed, publicKeyOf(seed)], (core, texts) => core.keyPair(texts));
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

  /** Empty where none is given: the core has one for previews. */
  #optionalMessageId({ messageId }: { messageId?: string }): string {
    if (messageId !== undefined) {
      this.#requireMessageId(messageId);
    }
    return messageId ?? "";
  }

  #requireMessageId(messageId: string): void {
    requireText("messageId", messageId);
    if (!this.#memory.with([messageId], (core, texts) => core.isMessageId(texts))) {
      throw new RangeError("messageId must be 1 to 64 of the characters A-Z, a-z, 0-9, '_' and '-'.");
    }
  }

  #checked<Value>(...call: Parameters<Memory["call"]>): Checked<Value> {
    return JSON.parse(this.#memory.call(...call)) as Checked<Value>;
  }

  #signed({ request, computations }: Rendering): Request {
    if (computations.length === 0) {
      return request;
    }
    const headers = this.#memory.call([this.#computed(computations)], (core, texts) => core.signature(texts));
    return { ...request, headers: [...request.headers, ...(JSON.parse(headers) as Header[])] };
  }

  #computed(computations: Computation[]): Uint8Array {
    return resultsOf(computations, (place) => this.#memory.bytesAt(place));
  }
}
