/**
 * The raw module that Emscripten makes of ../bindings.cpp. Emscripten 3.1.6 writes no declarations; a test
 * checks that these calls are the ones that exist.
 * @internal
 */
export type RawText = [address: number, size: number];

export interface RawCore {
  resultAddress(): number;
  resultSize(): number;
  catalogue(): void;
  schema(trigger: RawText, family: RawText): void;
  sample(trigger: RawText): void;
  checkOccurrence(occurrence: RawText, isLenient: boolean): void;
  checkWebhook(webhook: RawText, isHttpAllowed: boolean): void;
  readBody(body: RawText, isLenient: boolean): void;
  classifyAddress(address: RawText): void;
  buildBody(
    occurrence: RawText,
    family: RawText,
    webhookId: RawText,
    messageId: RawText,
    isLenient: boolean,
  ): void;
  renderRequest(
    occurrence: RawText,
    webhook: RawText,
    messageId: RawText,
    attemptedAt: number,
    isLenient: boolean,
    isHttpAllowed: boolean,
  ): void;
  matches(
    occurrence: RawText,
    webhook: RawText,
    messageId: RawText,
    isLenient: boolean,
    isHttpAllowed: boolean,
  ): void;
  replay(log: RawText, webhook: RawText, withRequests: boolean, isHttpAllowed: boolean): void;
  renderTemplate(
    template: RawText,
    occurrence: RawText,
    family: RawText,
    webhookId: RawText,
    messageId: RawText,
    isLenient: boolean,
  ): void;
  renderVariables(template: RawText, variables: RawText, now: number): void;
  recipes(): void;
  signature(results: RawText): void;
  verify(request: RawText, body: RawText, now: number, toleranceSeconds: number): void;
  verdict(results: RawText): void;
  curl(request: RawText): void;
  simulate(input: RawText): void;
  newWebhookId(random: RawText): void;
  newMessageId(acceptedAt: number, random: RawText): void;
  newSecret(scheme: RawText, random: RawText): void;
  keyPair(seed: RawText, publicKey: RawText): void;
}

export interface RawModule {
  readonly HEAPU8: Uint8Array;
  readonly Core: (new () => RawCore) & { isMessageId(text: RawText): boolean };
  _malloc(size: number): number;
  _free(address: number): void;
}

export interface RawModuleOptions {
  instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): object;
}

declare const createModule: (options: RawModuleOptions) => Promise<RawModule>;
export default createModule;
