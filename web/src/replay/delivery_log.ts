import { fetchSignedIn } from "../access/session";
import { DispatcherError } from "../dispatcher/client";
import { filterQuery, type DeliveryFilter } from "../dispatcher/deliveries";
import { exactJson, objectIn, parsedJson } from "../json/reading";
import { text } from "../text/text";

export const LOG_BYTES_MAX = 64 * 1024 * 1024;
export const LOG_LINES_MAX = 100_000;

/** An exported delivery log, line by line; what stands in a line is the core's to judge. */
export interface DeliveryLog {
  name: string;
  lines: string[];
}

export type LogReading = { log: DeliveryLog } | { refusal: "empty" | "too-large" | "too-many" };

export async function readLog(file: File): Promise<LogReading> {
  return file.size > LOG_BYTES_MAX ? { refusal: "too-large" } : logOf(file.name, await file.text());
}

/** The log of the dispatcher that serves the page, as far as the filter means. */
export async function fetchLog(filter: DeliveryFilter): Promise<LogReading> {
  const response = await fetchSignedIn(`v1/export?${filterQuery(filter)}`, () => ({ cache: "no-store" }));
  if (!response.ok) {
    throw new DispatcherError(text("dispatcher.status", { status: String(response.status) }));
  }
  const content = await boundedContent(response);
  return content === null ? { refusal: "too-large" } : logOf(text("replay.from-dispatcher"), content);
}

async function boundedContent(response: Response): Promise<string | null> {
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let content = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return content + decoder.decode();
    }
    bytes += value.length;
    if (bytes > LOG_BYTES_MAX) {
      await reader.cancel();
      return null;
    }
    content += decoder.decode(value, { stream: true });
  }
}

function logOf(name: string, content: string): LogReading {
  const lines = content.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (lines.length === 0) {
    return { refusal: "empty" };
  }
  return lines.length > LOG_LINES_MAX ? { refusal: "too-many" } : { log: { name, lines } };
}

/** The webhook that a log's first readable line was delivered to, to begin editing from; null where there is none. */
export function firstWebhookIn({ lines }: DeliveryLog): object | null {
  for (const line of lines.slice(0, 100)) {
    const webhook = memberOf(line, "webhook", exactJson);
    if (typeof webhook === "object" && webhook !== null) {
      return webhook;
    }
  }
  return null;
}

/** What a list shows of a line before anything was replayed. */
export interface LineFacts {
  acceptedAt: string;
  trigger: string;
  state: string;
}

export function factsOf(line: string): LineFacts {
  const [acceptedAt, state, occurrence] = [memberOf(line, "accepted_at"), memberOf(line, "state"), memberOf(line, "occurrence")];
  return {
    acceptedAt: typeof acceptedAt === "string" ? acceptedAt : "",
    trigger: typeof occurrence === "string" ? textOf(memberOf(occurrence, "trigger")) : "",
    state: textOf(state ?? memberOf(line, "type")),
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function memberOf(json: string, name: string, read: (text: string) => unknown = parsedJson): unknown {
  return objectIn(read(json))[name];
}
