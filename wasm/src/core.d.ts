/**
 * The raw module that Emscripten makes of ../bindings.cpp. Emscripten 3.1.6 writes no declarations; a test
 * checks that these calls are the ones that exist.
 * @internal
 */
/** The address of the texts of a call: addresses and sizes, one pair after the other. */
export type RawTexts = number;

export interface RawCore {
  /** Where the address of the last result and its size lie. */
  result(): number;
  catalogue(): void;
  schema(triggerAndFamily: RawTexts): void;
  sample(trigger: RawTexts): void;
  checkOccurrence(occurrence: RawTexts, isLenient: boolean): void;
  checkWebhook(webhook: RawTexts, isHttpAllowed: boolean): void;
  readBody(body: RawTexts, isLenient: boolean): void;
  classifyAddress(address: RawTexts): void;
  buildBody(occurrenceFamilyAndIds: RawTexts, isLenient: boolean): void;
  renderRequest(
    occurrenceWebhookAndMessageId: RawTexts,
    attemptedAt: number,
    isLenient: boolean,
    isHttpAllowed: boolean,
  ): void;
  matches(occurrenceWebhookAndMessageId: RawTexts, isLenient: boolean, isHttpAllowed: boolean): void;
  replay(logAndWebhook: RawTexts, withRequests: boolean, isHttpAllowed: boolean): void;
  renderTemplate(templateOccurrenceFamilyAndIds: RawTexts, isLenient: boolean): void;
  renderVariables(templateAndVariables: RawTexts, now: number): void;
  recipes(): void;
  sign(bodySecretSchemeAndMessageId: RawTexts, sentAt: number): void;
  signature(results: RawTexts): void;
  verify(requestAndBody: RawTexts, now: number, toleranceSeconds: number): void;
  verdict(results: RawTexts): void;
  curl(request: RawTexts): void;
  simulate(input: RawTexts): void;
  newWebhookId(random: RawTexts): void;
  newMessageId(random: RawTexts, acceptedAt: number): void;
  newSecret(schemeAndRandom: RawTexts): void;
  keyPair(seedAndPublicKey: RawTexts): void;
  isMessageId(id: RawTexts): boolean;
}

export interface RawModule extends RawCore {
  readonly HEAPU8: Uint8Array;
  readonly HEAPU32: Uint32Array;
  _malloc(size: number): number;
  _free(address: number): void;
}

export interface RawModuleOptions {
  instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): object;
}

declare const createModule: (options: RawModuleOptions) => Promise<RawModule>;
export default createModule;
