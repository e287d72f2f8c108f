import type { Checked, Header, Problem, Verdict } from "hookstorm";

import { listIn, numberOrNull, objectIn, textIn, textOrNull } from "../json/reading";
import type { DispatcherClient } from "./client";
import { rememberInboxUrl } from "./own_inbox";

/** What whoever sends is answered. */
export interface InboxAnswer {
  status: number;
  delayMs: number;
  body: string;
}

/** A receiver within the dispatcher. */
export interface Inbox {
  id: string;
  name: string;
  url: string;
  answer: InboxAnswer;
  captureCount: number;
  expiresAt: string;
}

/** A request that an inbox took, as it is listed. */
export interface Capture {
  inboxId: string;
  number: number;
  at: string;
  method: string;
  path: string;
  source: string;
  bodyBytes: number;
}

/** Where a capture and what was sent part. */
export interface Comparison {
  deliveryId: string;
  attempt: number | null;
  /** Null where the request cannot be rendered again, with the problems. */
  isEqual: boolean | null;
  body: { offset: number; captured: string; sent: string } | null;
  headers: { name: string; captured: string | null; sent: string | null }[];
  problems: Problem[];
}

export interface WholeCapture {
  capture: Capture;
  headers: Header[];
  /** As text; bytes that are no text as `null`, with their base64. */
  body: string | null;
  base64: string;
  webhookId: string | null;
  /** Null where no secret is known to check by. */
  check: Checked<Verdict> | null;
  /** Null where it tells of no message that is known. */
  comparison: Comparison | null;
}

/** What came back from where a capture was forwarded to. */
export interface Forwarded {
  status: number | null;
  failure: string | null;
  durationMs: number;
  /** IP address and port that were connected to. */
  address: string | null;
  body: string;
}

const PATH = "v1/inboxes";
/** As many as the dispatcher gives at once. */
const PAGE_SIZE = 50;
const FORWARD_WAIT_MS = 90_000;

export async function listInboxes(client: DispatcherClient): Promise<Inbox[]> {
  const document = objectIn(await client.call(`${PATH}?page[size]=${PAGE_SIZE}`, { method: "GET" }));
  return listIn(document["data"]).map(inboxIn);
}

export async function createInbox(client: DispatcherClient, name: string): Promise<Inbox> {
  return inboxOf(client.call(PATH, { method: "POST", body: inboxDocument({ name }) }));
}

export async function inboxAt(client: DispatcherClient, id: string): Promise<Inbox> {
  return inboxOf(client.call(pathOf(id), { method: "GET" }));
}

export async function changeInbox(client: DispatcherClient, id: string, { status, delayMs, body }: InboxAnswer): Promise<Inbox> {
  const answer = { status, delay_ms: delayMs, body };
  return inboxOf(client.call(pathOf(id), { method: "PATCH", body: inboxDocument({ answer }) }));
}

export async function deleteInbox(client: DispatcherClient, id: string): Promise<void> {
  await client.call(pathOf(id), { method: "DELETE" });
}

export async function clearCaptures(client: DispatcherClient, id: string): Promise<void> {
  await client.call(`${pathOf(id)}/captures`, { method: "DELETE" });
}

export interface CapturePage {
  captures: Capture[];
  /** The path of the next page; null at the end. */
  next: string | null;
}

export function capturesPath(id: string): string {
  return `${pathOf(id)}/captures?page[size]=${PAGE_SIZE}`;
}

export async function capturePage(client: DispatcherClient, path: string): Promise<CapturePage> {
  const document = objectIn(await client.call(path, { method: "GET" }));
  const next = textOrNull(objectIn(document["links"])["next"]);
  return { captures: listIn(document["data"]).map(captureIn), next: next === null ? null : next.replace(/^\//, "") };
}

export async function wholeCapture(client: DispatcherClient, id: string, number: number): Promise<WholeCapture> {
  const data = objectIn(objectIn(await client.call(capturePathOf(id, number), { method: "GET" }))["data"]);
  const attributes = objectIn(data["attributes"]);
  return {
    capture: captureIn(data),
    headers: listIn(attributes["headers"]) as Header[], // The core wrote them.
    body: textOrNull(attributes["body"]),
    base64: textIn(attributes["body_base64"]),
    webhookId: textOrNull(attributes["webhook_id"]),
    check: checkIn(attributes["check"]),
    comparison: comparisonIn(attributes["comparison"]),
  };
}

/** Checks a capture by a secret that the dispatcher does not know. */
export async function checkCapture(client: DispatcherClient, id: string, number: number, secret: string): Promise<Checked<Verdict> | null> {
  const body = JSON.stringify({ secret });
  const document = objectIn(await client.call(`${capturePathOf(id, number)}/check`, { method: "POST", body }));
  return checkIn(objectIn(objectIn(document["data"])["attributes"])["check"]);
}

export async function forwardCapture(client: DispatcherClient, id: string, number: number, url: string): Promise<Forwarded> {
  const path = `${capturePathOf(id, number)}/forward`;
  const document = objectIn(await client.call(path, { method: "POST", body: JSON.stringify({ url }), waitMs: FORWARD_WAIT_MS }));
  const attributes = objectIn(objectIn(document["data"])["attributes"]);
  return {
    status: numberOrNull(attributes["status"]),
    failure: textOrNull(attributes["failure"]),
    durationMs: numberOrNull(attributes["duration_ms"]) ?? 0,
    address: textOrNull(attributes["address"]),
    body: textIn(attributes["body"]),
  };
}

/** A capture's resource, as lists and updates have it. */
export function captureIn(value: unknown): Capture {
  const attributes = objectIn(objectIn(value)["attributes"]);
  return {
    inboxId: textIn(attributes["inbox_id"]),
    number: numberOrNull(attributes["number"]) ?? 0,
    at: textIn(attributes["at"]),
    method: textIn(attributes["method"]),
    path: textIn(attributes["path"]),
    source: textIn(attributes["source"]),
    bodyBytes: numberOrNull(attributes["body_bytes"]) ?? 0,
  };
}

async function inboxOf(answer: Promise<unknown>): Promise<Inbox> {
  return inboxIn(objectIn(await answer)["data"]);
}

function inboxIn(value: unknown): Inbox {
  const resource = objectIn(value);
  const attributes = objectIn(resource["attributes"]);
  const answer = objectIn(attributes["answer"]);
  const [id, url] = [textIn(resource["id"]), textIn(attributes["url"])];
  rememberInboxUrl(url, id);
  return {
    id,
    name: textIn(attributes["name"]),
    url,
    answer: {
      status: numberOrNull(answer["status"]) ?? 200,
      delayMs: numberOrNull(answer["delay_ms"]) ?? 0,
      body: textIn(answer["body"]),
    },
    captureCount: numberOrNull(attributes["capture_count"]) ?? 0,
    expiresAt: textIn(attributes["expires_at"]),
  };
}

function checkIn(value: unknown): Checked<Verdict> | null {
  return typeof value === "object" && value !== null ? (value as Checked<Verdict>) : null; // The core wrote it.
}

function comparisonIn(value: unknown): Comparison | null {
  if (typeof value !== "object" || value === null) {
    return null;
  }
  const comparison = objectIn(value);
  return {
    deliveryId: textIn(comparison["delivery_id"]),
    attempt: numberOrNull(comparison["attempt"]),
    isEqual: typeof comparison["equal"] === "boolean" ? comparison["equal"] : null,
    body: comparison["body"] as Comparison["body"],
    headers: listIn(comparison["headers"]) as Comparison["headers"],
    problems: listIn(comparison["problems"]) as Problem[],
  };
}

function inboxDocument(attributes: object): string {
  return JSON.stringify({ data: { type: "inboxes", attributes } });
}

function pathOf(id: string): string {
  return `${PATH}/${encodeURIComponent(id)}`;
}

function capturePathOf(id: string, number: number): string {
  return `${pathOf(id)}/captures/${number}`;
}
