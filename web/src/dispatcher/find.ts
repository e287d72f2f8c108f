import { SignInNeeded } from "../access/session";
import { objectIn } from "../json/reading";
import { preference } from "../storage/preference";
import { DispatcherClient } from "./client";
import { patientFetch } from "./patient_fetch";

const FIND_WAIT_MS = 5000;

export interface FoundDispatcher {
  client: DispatcherClient;
  /** Whether it delivers to plain http targets. */
  allowsHttp: boolean;
}

/** What served this address last: asked for where nothing answers, as the page itself may come from the browser's store. */
const lastServer = preference("server", ["static", "dispatcher", "dispatcher-http"], "static");

/**
 * Asks whether a dispatcher serves this page; rejects with `SignInNeeded` where it asks who is there. A static server's answer means no; without any, it is what it was at the
 * last visit, so that a dispatcher's webhooks are not taken for the browser's.
 */
export async function findDispatcher(): Promise<FoundDispatcher | null> {
  const response = await instanceAnswer();
  if (response?.status === 401) {
    throw new SignInNeeded();
  }
  if (response !== null) {
    lastServer.value = await serverOf(response);
  }
  const { value } = lastServer;
  return value === "static" ? null : { client: new DispatcherClient(), allowsHttp: value === "dispatcher-http" };
}

async function instanceAnswer(): Promise<Response | null> {
  try {
    const init = () => ({ signal: AbortSignal.timeout(FIND_WAIT_MS), cache: "no-store" as const });
    const response = await patientFetch("v1/instance", init);
    return response.status === 429 ? null : response; // Who counts requests is no static server.
  } catch {
    return null;
  }
}

async function serverOf(response: Response): Promise<typeof lastServer.value> {
  const data = objectIn(objectIn(response.ok ? await response.json().catch(() => null) : null)["data"]);
  if (data["type"] !== "instances") {
    return "static";
  }
  return objectIn(data["attributes"])["http_targets"] === "allowed" ? "dispatcher-http" : "dispatcher";
}
