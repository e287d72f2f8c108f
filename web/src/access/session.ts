import { signal, type ReadonlySignal } from "@preact/signals";

import { patientFetch } from "../dispatcher/patient_fetch";
import { listIn, objectIn, parsedJson, textIn, textOrNull } from "../json/reading";

const SESSION_PATH = "v1/session";
const CODE_ADDRESS = /^#\/sign-in\?code=([\w-]+)$/;

/** Who asks, as the dispatcher knows them. */
export interface Session {
  workspace: string;
  scopes: string[];
  /** `open` where nobody is asked for a token, `session` of who signed in. */
  kind: string;
  /** What the token is called by which they signed in. */
  tokenName: string | null;
}

/** Thrown where the dispatcher asks who is there; `reason` says why a sign-in failed, where one was tried. */
export class SignInNeeded extends Error {
  constructor(readonly reason: string = "") {
    super(reason);
  }
}

const known = signal<Session | null>(null);
const asked = signal(false);
let waiting: (() => void)[] = [];

/** Null as long as it is not known, and without a dispatcher. */
export const session: ReadonlySignal<Session | null> = known;

/** Whether the session ended while the page was open: what it asks the dispatcher waits until somebody signs in. */
export const isSignInAsked: ReadonlySignal<boolean> = asked;

/** Asks the dispatcher who is there; where it does not answer, that stays unknown. */
export async function readSession(): Promise<void> {
  try {
    const response = await patientFetch(SESSION_PATH, () => ({ cache: "no-store" }));
    known.value = response.ok ? sessionIn(await response.text()) : null;
  } catch {
    known.value = null;
  }
}

/** Signs in by the link that `hookstorm serve` prints, where the page was opened by one. The code works once. */
export async function signInByLink(): Promise<void> {
  const code = CODE_ADDRESS.exec(location.hash)?.[1];
  if (code === undefined) {
    return;
  }
  location.replace("#/"); // Unlike a change of the history alone, it is told to who follows the address.
  await signIn({ code });
}

/** Rejects with `SignInNeeded` where the dispatcher lets nobody in by this. */
export async function signIn(by: { token: string } | { code: string }): Promise<Session> {
  const response = await fetch(SESSION_PATH, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(by),
  });
  const answer = await response.text();
  if (!response.ok) {
    const first = objectIn(listIn(objectIn(parsedJson(answer))["errors"])[0]);
    throw new SignInNeeded(textIn(first["detail"]));
  }
  return sessionIn(answer);
}

/** Ends the session and shows who comes next the sign-in alone. */
export async function signOut(): Promise<void> {
  const response = await fetch(SESSION_PATH, { method: "DELETE" });
  if (!response.ok && response.status !== 401) {
    throw new Error(String(response.status));
  }
  history.replaceState(null, "", "#/");
  location.reload();
}

/** What waited goes on as if nothing had been; for somebody else than before, the page begins anew. */
export function goOnAs(next: Session): void {
  const before = known.peek();
  if (before === null || before.workspace !== next.workspace || before.scopes.join() !== next.scopes.join()) {
    location.reload();
    return;
  }
  known.value = next;
  asked.value = false;
  const released = waiting;
  waiting = [];
  released.forEach((release) => release());
}

/** `fetch` of the dispatcher's API: where the session has ended, the sign-in is shown and the request made again after it. */
export async function fetchSignedIn(path: string, init: () => RequestInit): Promise<Response> {
  for (;;) {
    while (asked.peek()) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    const response = await patientFetch(path, init);
    if (response.status !== 401) {
      return response;
    }
    asked.value = true;
  }
}

/** Whether the session had ended; where it had, somebody has signed in again by then. */
export async function signedInAgain(): Promise<boolean> {
  let asks = 0;
  const init = (): RequestInit => {
    asks += 1;
    return { cache: "no-store" };
  };
  await fetchSignedIn(SESSION_PATH, init).catch(() => null); // Without an answer nothing is known of it.
  return asks > 1;
}

function sessionIn(document: string): Session {
  const attributes = objectIn(objectIn(objectIn(parsedJson(document))["data"])["attributes"]);
  const actor = objectIn(attributes["actor"]);
  return {
    workspace: textIn(attributes["workspace"]),
    scopes: listIn(attributes["scopes"]).map(textIn),
    kind: textIn(actor["kind"]),
    tokenName: textOrNull(actor["token_name"]),
  };
}
