import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { Checked, ForeignBody, Hookstorm, Verdict } from "hookstorm";

import { currentParameters } from "../app/navigation";
import { headersIn, wholeRequestIn, type PastedRequest } from "./pasted_request";

/** So old that no request is. */
const ANY_AGE_SECONDS = 3_000_000_000;
const USUAL_TOLERANCE_SECONDS = 300;

/** What was pasted, and what the core says of it. Secrets stay in memory: never in the address. */
export class VerifyDraft {
  readonly headers = signal("");
  /** As text, or the bytes of a file. */
  readonly body = signal<string | Uint8Array>("");
  readonly secrets = signal("");
  readonly isAnyAgeFine = computed(() => currentParameters.value["age"] === "any");
  readonly isEmpty: ReadonlySignal<boolean>;
  readonly verdict: ReadonlySignal<Checked<Verdict>>;
  /** What the body is by its shape. */
  readonly reading: ReadonlySignal<Checked<ForeignBody>>;

  constructor(hookstorm: Hookstorm) {
    this.isEmpty = computed(() => this.headers.value.trim() === "" && this.body.value.length === 0);
    this.verdict = computed(() =>
      hookstorm.verify({
        headers: headersIn(this.headers.value),
        body: this.body.value,
        secrets: secretsIn(this.secrets.value),
        toleranceSeconds: this.isAnyAgeFine.value ? ANY_AGE_SECONDS : USUAL_TOLERANCE_SECONDS,
      }),
    );
    this.reading = computed(() => hookstorm.readBody(textOf(this.body.value)));
  }

  pasteHeaders(pasted: string): void {
    const whole = wholeRequestIn(pasted);
    this.headers.value = whole?.headers ?? pasted;
    if (whole !== null) {
      this.body.value = whole.body;
    }
  }

  take({ headers, body }: PastedRequest, secret: string): void {
    this.headers.value = headers;
    this.body.value = body;
    this.secrets.value = secret;
  }
}

function secretsIn(pasted: string): string[] {
  return pasted.split(/\r?\n/).filter((line) => line !== "");
}

function textOf(body: string | Uint8Array): string {
  return typeof body === "string" ? body : new TextDecoder().decode(body);
}

let draft: VerifyDraft | undefined;

/** The page session's draft: leaving the screen and coming back loses nothing. */
export function verifyDraft(hookstorm: Hookstorm): VerifyDraft {
  draft ??= new VerifyDraft(hookstorm);
  return draft;
}
