import { DispatcherClient } from "./client";
import { objectIn } from "../json/reading";

const FIND_WAIT_MS = 1500;

export interface FoundDispatcher {
  client: DispatcherClient;
  /** Whether it delivers to plain http targets. */
  allowsHttp: boolean;
}

/** Asks whether a dispatcher serves this page. A static server's answer, or none, means no. */
export async function findDispatcher(): Promise<FoundDispatcher | null> {
  try {
    const response = await fetch("v1/instance", {
      signal: AbortSignal.timeout(FIND_WAIT_MS),
      cache: "no-store",
    });
    if (!response.ok) {
      return null;
    }
    const data = objectIn(objectIn(await response.json())["data"]);
    if (data["type"] !== "instances") {
      return null;
    }
    const allowsHttp = objectIn(data["attributes"])["http_targets"] === "allowed";
    return { client: new DispatcherClient(), allowsHttp };
  } catch {
    return null;
  }
}
