import type { FamilyName, Problem } from "hookstorm";

import { listIn, numberOrNull, objectIn, textIn, textOrNull, type JsonObject } from "../json/reading";
import { furtherMembers, type FurtherMembers, type WebhookHealth } from "../storage/webhook_repository";

/** A webhook as the dispatcher shows it: the secret only in the answer that created it. */
export interface WebhookResource extends FurtherMembers {
  id: string;
  name: string;
  triggers: string[];
  url: string;
  family: FamilyName;
  enabled: boolean;
  secret: string | null;
  health: WebhookHealth;
}

/** What a webhook was from a moment on. */
export interface WebhookRevision {
  number: number;
  /** Epoch seconds. */
  createdAt: number;
  /** As it was given, without secrets. */
  settings: JsonObject;
}

export interface AcceptedMessage {
  id: string;
  trigger: string;
  deliveries: number;
  skipped: SkippedWebhook[];
  warnings: Problem[];
}

export interface SkippedWebhook {
  webhookId: string;
  reason: string;
  /** Of a filter; empty for other reasons. */
  explanation: string;
}

export interface MessageAttempt {
  number: number;
  status: number | null;
  failure: string | null;
  durationMs: number | null;
  /** IP address and port that were connected to. */
  address: string | null;
  responseBody: string;
}

export interface MessageDelivery {
  id: string;
  webhookId: string;
  state: string;
  dueAt: string | null;
  attempts: MessageAttempt[];
}

export function webhookIn(value: unknown): WebhookResource {
  const resource = objectIn(value);
  const attributes = objectIn(resource["attributes"]);
  return {
    id: textIn(resource["id"]),
    name: textIn(attributes["name"]),
    triggers: listIn(attributes["triggers"]).map(textIn),
    url: textIn(attributes["url"]),
    family: textIn(attributes["family"]) as FamilyName, // The same core checked it.
    enabled: attributes["enabled"] === true,
    secret: textOrNull(attributes["secret"]),
    health: healthIn(attributes["health"]),
    // Not read any further: the core checks them with the rest of the webhook.
    ...furtherMembers(attributes as FurtherMembers),
  };
}

export function revisionIn(value: unknown): WebhookRevision {
  const revision = objectIn(value);
  const { created_at: createdAt, event: _, ...settings } = objectIn(revision["attributes"]);
  return { number: Number(textIn(revision["id"])), createdAt: numberOrNull(createdAt) ?? 0, settings };
}

const HEALTH_STATES = ["healthy", "failing", "throttled", "disabled"] as const;

function healthIn(value: unknown): WebhookHealth {
  const health = objectIn(value);
  return {
    state: HEALTH_STATES.find((state) => state === health["state"]) ?? "healthy",
    moment: textOrNull(health["failing_since"] ?? health["until"] ?? health["since"]),
    failures: numberOrNull(health["failures"]) ?? 0,
    reason: textIn(health["reason"]),
  };
}

export function acceptedMessageIn(document: unknown): AcceptedMessage {
  const data = objectIn(objectIn(document)["data"]);
  const attributes = objectIn(data["attributes"]);
  return {
    id: textIn(data["id"]),
    trigger: textIn(attributes["trigger"]),
    deliveries: numberOrNull(attributes["deliveries"]) ?? 0,
    skipped: listIn(attributes["skipped"]).map(skippedIn),
    warnings: warningsIn(document),
  };
}

export function deliveriesIn(document: unknown): MessageDelivery[] {
  const attributes = objectIn(objectIn(objectIn(document)["data"])["attributes"]);
  return listIn(attributes["deliveries"]).map(deliveryIn);
}

/** The errors of a refusal, as problems; their pointers lead into what was sent. */
export function errorsIn(document: unknown): Problem[] {
  return listIn(objectIn(document)["errors"]).map((value) => {
    const error = objectIn(value);
    return {
      path: textIn(objectIn(error["source"])["pointer"]),
      code: textIn(error["code"]),
      message: textIn(error["detail"]) || textIn(error["title"]),
      severity: "error",
    };
  });
}

function warningsIn(document: unknown): Problem[] {
  const meta = objectIn(objectIn(document)["meta"]);
  return listIn(meta["problems"]).map((value) => {
    const problem = objectIn(value);
    return {
      path: textIn(problem["path"]),
      code: textIn(problem["code"]),
      message: textIn(problem["message"]),
      severity: "warning",
    };
  });
}

function skippedIn(value: unknown): SkippedWebhook {
  const skipped = objectIn(value);
  return {
    webhookId: textIn(skipped["webhook_id"]),
    reason: textIn(skipped["reason"]),
    explanation: textIn(skipped["explanation"]),
  };
}

function deliveryIn(value: unknown): MessageDelivery {
  const delivery = objectIn(value);
  return {
    id: textIn(delivery["id"]),
    webhookId: textIn(delivery["webhook_id"]),
    state: textIn(delivery["state"]),
    dueAt: textOrNull(delivery["due_at"]),
    attempts: listIn(delivery["attempts"]).map(attemptIn),
  };
}

function attemptIn(value: unknown, index: number): MessageAttempt {
  const attempt = objectIn(value);
  return {
    number: numberOrNull(attempt["number"]) ?? index + 1,
    status: numberOrNull(attempt["status"]),
    failure: textOrNull(attempt["failure"]),
    durationMs: numberOrNull(attempt["duration_ms"]),
    address: textOrNull(attempt["address"]),
    responseBody: textIn(attempt["response_body"]),
  };
}
