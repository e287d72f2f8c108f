/** Reads values of unknown shape: what came over the network or out of a file is not trusted. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function objectIn(value: unknown): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : {};
}

export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textIn(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

export function numberOrNull(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

/** The JSON value of a text, or undefined where it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What TypeScript's library does not yet know: the text of a number, and how JSON.stringify is to write it. */
interface ExactJson {
  parse(text: string, revive: (name: string, value: unknown, context?: { source?: string }) => unknown): unknown;
  rawJSON?(text: string): unknown;
}

/**
 * The same, for documents that are written again: numbers that JavaScript would write otherwise, such as `1.0` and
 * 12345678901234567890, keep their digits for JSON.stringify. Not in browsers before 2025, which have no such thing.
 */
export function exactJson(text: string): unknown {
  const json: ExactJson = JSON;
  const exact = (_name: string, value: unknown, context?: { source?: string }): unknown => {
    const source = typeof value === "number" ? context?.source : undefined;
    return source === undefined || source === String(value) || json.rawJSON === undefined ? value : json.rawJSON(source);
  };
  try {
    return json.parse(text, exact);
  } catch {
    return undefined;
  }
}
