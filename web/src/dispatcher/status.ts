import { numberOrNull, objectIn, textOrNull } from "../json/reading";
import type { DispatcherClient } from "./client";

/** What waits, and what is under way. */
export interface DispatcherStatus {
  underWay: number;
  firstAttempts: number;
  retries: number;
  oldestDueAt: string | null;
}

export async function dispatcherStatus(client: DispatcherClient): Promise<DispatcherStatus> {
  const document = objectIn(await client.call("v1/status", { method: "GET" }));
  const attributes = objectIn(objectIn(document["data"])["attributes"]);
  const pending = objectIn(attributes["pending"]);
  return {
    underWay: numberOrNull(attributes["requests_under_way"]) ?? 0,
    firstAttempts: numberOrNull(pending["first_attempts"]) ?? 0,
    retries: numberOrNull(pending["retries"]) ?? 0,
    oldestDueAt: textOrNull(attributes["oldest_due_at"]),
  };
}
