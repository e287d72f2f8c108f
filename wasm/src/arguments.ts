import type { Header, ReceivedRequest } from "./types.js";

/** Misuse by the caller, as opposed to problems of the data, throws. */
export function requireText(name: string, value: unknown): asserts value is string {
  if (typeof value !== "string") {
    throw new TypeError(`${name} must be a string, not ${value === null ? "null" : typeof value}.`);
  }
}

export function requireObject(name: string, value: unknown): asserts value is object {
  if (typeof value !== "object" || value === null) {
    throw new TypeError(`${name} must be an object, not ${value === null ? "null" : typeof value}.`);
  }
}

/** A moment that the module can hold: from the second second of 1970 to the end of the year 9999. */
export function requireMoment(name: string, value: unknown): asserts value is Date {
  if (!(value instanceof Date) || !(value.getTime() >= 1000 && value.getTime() <= 253402300799999)) {
    throw new RangeError(`${name} must be a valid Date between 1970 and 9999.`);
  }
}

/** A document as JSON text, whichever way it was given. */
export function jsonText(name: string, value: unknown): string {
  if (typeof value === "string") {
    return value;
  }
  if (typeof value !== "object" || value === null) {
    throw new TypeError(`${name} must be a JSON text or an object.`);
  }
  return JSON.stringify(value);
}

/** `value` where it is one of `known`; otherwise a RangeError that lists them. */
export function requireOneOf<Known extends string>(name: string, value: unknown, known: readonly Known[]): asserts value is Known {
  if (!known.some((one) => one === value)) {
    throw new RangeError(`${name} must be one of ${known.join(", ")}, not ${JSON.stringify(value)}.`);
  }
}

export function requireBody(name: string, value: unknown): asserts value is string | Uint8Array {
  if (typeof value !== "string" && !(value instanceof Uint8Array)) {
    throw new TypeError(`${name} must be a string or a Uint8Array.`);
  }
}

export function requireSeconds(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`${name} must be a whole number of seconds, at least 0.`);
  }
}

/** Secrets as a list, whichever way they were given; most often none comes from an environment variable that is not set. */
export function secretList(secrets: ReceivedRequest["secrets"]): readonly string[] {
  const list = typeof secrets === "string" ? [secrets] : secrets;
  if (!Array.isArray(list)) {
    throw new TypeError(`secrets must be a string or a list of strings, not ${secrets === null ? "null" : typeof secrets}.`);
  }
  const other = list.findIndex((secret) => typeof secret !== "string");
  if (other >= 0) {
    requireText(`secrets[${other}]`, list[other]);
  }
  return list;
}

/** Headers as a list, whichever way they were given. */
export function headerList(headers: ReceivedRequest["headers"]): Header[] {
  if (typeof headers !== "object" || headers === null) {
    throw new TypeError("headers must be a record or pairs of names and values.");
  }
  const list: Header[] = [];
  const entries = Symbol.iterator in headers ? headers : Object.entries(headers);
  for (const [name, values] of entries as Iterable<[string, unknown]>) {
    for (const value of Array.isArray(values) ? values : [values]) {
      if (typeof value === "string") {
        list.push({ name, value });
      } else if (value !== undefined) {
        throw new TypeError(`the header ${name} must be a string, not ${typeof value}.`);
      }
    }
  }
  return list;
}
