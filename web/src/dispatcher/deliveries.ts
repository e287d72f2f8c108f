import type { Problem, RenderedRequest } from "hookstorm";

import { listIn, numberOrNull, objectIn, textIn, textOrNull } from "../json/reading";
import type { DispatcherClient } from "./client";

export const DELIVERY_STATES = ["pending", "delivered", "exhausted", "cancelled"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** A delivery as it is listed. */
export interface Delivery {
  id: string;
  messageId: string;
  webhookId: string;
  trigger: string;
  acceptedAt: string;
  state: DeliveryState;
  dueAt: string | null;
  attemptCount: number;
  lastAttempt: LastAttempt | null;
}

export interface LastAttempt {
  number: number;
  status: number | null;
  failure: string | null;
  durationMs: number | null;
}

export interface Attempt extends LastAttempt {
  attemptedAt: string;
  webhookRevision: number | null;
  /** IP address and port that were connected to. */
  address: string | null;
  responseBody: string;
}

/** A request that was made, rendered again; null where it cannot be, with the problems. */
export interface PastRequest {
  request: RenderedRequest | null;
  problems: Problem[];
}

export interface DeliveryWithAttempts {
  delivery: Delivery;
  /** The latest, in order. */
  attempts: Attempt[];
  /** Of the last attempt, or of the first one to come. */
  past: PastRequest;
}

/** Which deliveries are meant; what is empty means all. Moments are RFC 3339. */
export interface DeliveryFilter {
  webhook: string;
  states: readonly DeliveryState[];
  trigger: string;
  since: string;
  until: string;
}

export interface DeliveryPage {
  deliveries: Delivery[];
  /** The path of the next page; null at the end. */
  next: string | null;
}

/** As many as the dispatcher gives at once. */
const PAGE_SIZE = 50;

/** A replay of many takes its time; it answers when it is done. */
const REPLAY_WAIT_MS = 10 * 60_000;

export function filterQuery({ webhook, states, trigger, since, until }: DeliveryFilter): URLSearchParams {
  const query = new URLSearchParams();
  const given = { webhook, state: states.join(","), trigger, since, until };
  for (const [name, value] of Object.entries(given)) {
    if (value !== "") {
      query.set(`filter[${name}]`, value);
    }
  }
  return query;
}

export async function deliveryPage(client: DispatcherClient, path: string): Promise<DeliveryPage> {
  const document = objectIn(await client.call(path, { method: "GET" }));
  const next = textOrNull(objectIn(document["links"])["next"]);
  return {
    deliveries: listIn(document["data"]).map(deliveryIn),
    next: next === null ? null : next.replace(/^\//, ""),
  };
}

export function firstPagePath(filter: DeliveryFilter): string {
  const query = filterQuery(filter);
  query.set("page[size]", String(PAGE_SIZE));
  return `v1/deliveries?${query}`;
}

export async function deliveryWithAttempts(client: DispatcherClient, id: string): Promise<DeliveryWithAttempts> {
  const data = objectIn(objectIn(await client.call(pathOf(id), { method: "GET" }))["data"]);
  const attributes = objectIn(data["attributes"]);
  return {
    delivery: deliveryIn(data),
    attempts: listIn(attributes["attempts"]).map(attemptIn),
    past: pastRequestIn(attributes),
  };
}

export async function requestOfAttempt(client: DispatcherClient, id: string, number: number): Promise<PastRequest> {
  const document = objectIn(await client.call(`${pathOf(id)}/attempts/${number}`, { method: "GET" }));
  return pastRequestIn(objectIn(objectIn(document["data"])["attributes"]));
}

export async function resendDelivery(client: DispatcherClient, id: string): Promise<Delivery> {
  return changed(client, `${pathOf(id)}/resend`);
}

export async function cancelDelivery(client: DispatcherClient, id: string): Promise<Delivery> {
  return changed(client, `${pathOf(id)}/cancel`);
}

export interface ReplayCount {
  found: number;
  resent: number;
  /** Whether there are no more of them. */
  isComplete: boolean;
}

/** Sends again all that the filter means, or counts them. */
export async function replayDeliveries(client: DispatcherClient, filter: DeliveryFilter, isDryRun: boolean): Promise<ReplayCount> {
  const query = filterQuery(filter);
  query.set("dry_run", String(isDryRun));
  const document = objectIn(await client.call(`v1/replay?${query}`, { method: "POST", waitMs: REPLAY_WAIT_MS }));
  const meta = objectIn(document["meta"]);
  return {
    found: numberOrNull(meta["found"]) ?? 0,
    resent: numberOrNull(meta["resent"]) ?? 0,
    isComplete: meta["complete"] !== false,
  };
}

/** A delivery's resource, as lists and updates have it. */
export function deliveryIn(value: unknown): Delivery {
  const resource = objectIn(value);
  const attributes = objectIn(resource["attributes"]);
  const last = attributes["last_attempt"];
  return {
    id: textIn(resource["id"]),
    messageId: textIn(attributes["message_id"]),
    webhookId: textIn(attributes["webhook_id"]),
    trigger: textIn(attributes["trigger"]),
    acceptedAt: textIn(attributes["accepted_at"]),
    state: DELIVERY_STATES.find((state) => state === attributes["state"]) ?? "pending",
    dueAt: textOrNull(attributes["due_at"]),
    attemptCount: numberOrNull(attributes["attempt_count"]) ?? 0,
    lastAttempt: last === undefined || last === null ? null : lastAttemptIn(last),
  };
}

function lastAttemptIn(value: unknown): LastAttempt {
  const attempt = objectIn(value);
  return {
    number: numberOrNull(attempt["number"]) ?? 0,
    status: numberOrNull(attempt["status"]),
    failure: textOrNull(attempt["failure"]),
    durationMs: numberOrNull(attempt["duration_ms"]),
  };
}

function attemptIn(value: unknown): Attempt {
  const attempt = objectIn(value);
  return {
    ...lastAttemptIn(value),
    attemptedAt: textIn(attempt["attempted_at"]),
    webhookRevision: numberOrNull(attempt["webhook_revision"]),
    address: textOrNull(attempt["address"]),
    responseBody: textIn(attempt["response_body"]),
  };
}

function pastRequestIn(attributes: Record<string, unknown>): PastRequest {
  const { request, problems } = attributes;
  return {
    request: request === null || request === undefined ? null : (request as RenderedRequest), // The core wrote it.
    problems: listIn(problems) as Problem[],
  };
}

async function changed(client: DispatcherClient, path: string): Promise<Delivery> {
  return deliveryIn(objectIn(await client.call(path, { method: "POST" }))["data"]);
}

function pathOf(id: string): string {
  return `v1/deliveries/${encodeURIComponent(id)}`;
}
