import type { RenderedRequest } from "hookstorm";

import { boundedText } from "./bounded_text";

export const TEST_TIMEOUT_MS = 10_000;

/** What no page may set: the browser sets these itself. */
const BROWSER_HEADERS: ReadonlySet<string> = new Set(["host", "content-length", "user-agent"]);

export type TestOutcome =
  | { kind: "answered"; status: number; statusText: string; durationMs: number; body: string; isCut: boolean }
  | { kind: "redirected"; durationMs: number }
  /** No answer that the browser shows: its reason is hidden from pages. */
  | { kind: "hidden"; durationMs: number; mode: TestMode }
  /** Sent without reading the answer. */
  | { kind: "sent"; durationMs: number }
  | { kind: "timed-out" }
  | { kind: "cancelled" };

/** `exact`: the request with all its headers. `blind`: what a browser sends to anybody, unread. */
export type TestMode = "exact" | "blind";

/** Sends a request from this browser. `cancel` ends it early. */
export async function sendTest(request: RenderedRequest, mode: TestMode, cancel: AbortSignal): Promise<TestOutcome> {
  const timeout = AbortSignal.timeout(TEST_TIMEOUT_MS);
  const startedAt = performance.now();
  const elapsed = () => Math.round(performance.now() - startedAt);
  try {
    const response = await fetch(request.url, {
      ...(mode === "exact" ? exactInit(request) : blindInit(request)),
      signal: eitherOf(cancel, timeout),
    });
    return await outcomeOf(response, elapsed);
  } catch {
    if (cancel.aborted) {
      return { kind: "cancelled" };
    }
    return timeout.aborted ? { kind: "timed-out" } : { kind: "hidden", durationMs: elapsed(), mode };
  }
}

async function outcomeOf(response: Response, elapsed: () => number): Promise<TestOutcome> {
  const durationMs = elapsed();
  switch (response.type) {
    case "opaque":
      return { kind: "sent", durationMs };
    case "opaqueredirect":
      return { kind: "redirected", durationMs };
    default: {
      const { text, isCut } = await boundedText(response);
      const { status, statusText } = response;
      return { kind: "answered", status, statusText, durationMs, body: text, isCut };
    }
  }
}

const COMMON_INIT: RequestInit = { cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer" };

function exactInit({ method, headers, body }: RenderedRequest): RequestInit {
  const allowed = headers.filter(({ name }) => !BROWSER_HEADERS.has(name.toLowerCase()));
  return {
    ...COMMON_INIT,
    method,
    headers: allowed.map(({ name, value }): [string, string] => [name, value]),
    body,
    redirect: "manual", // The dispatcher follows no redirects either.
  };
}

function blindInit({ method, body }: RenderedRequest): RequestInit {
  return { ...COMMON_INIT, method, mode: "no-cors", headers: { "content-type": "text/plain" }, body };
}

/** `AbortSignal.any` is younger than the browsers this page supports. */
function eitherOf(...signals: AbortSignal[]): AbortSignal {
  const either = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) {
      either.abort();
    }
    signal.addEventListener("abort", () => either.abort(), { once: true });
  }
  return either.signal;
}
