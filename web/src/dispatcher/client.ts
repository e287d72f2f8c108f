import type { Checking, Problem, Webhook } from "hookstorm";

import { fetchSignedIn } from "../access/session";
import { exactJson, listIn, numberOrNull, objectIn, parsedJson } from "../json/reading";
import type { WebhookChanges } from "../storage/webhook_repository";
import { text } from "../text/text";
import {
  acceptedMessageIn,
  deliveriesIn,
  errorsIn,
  revisionIn,
  webhookIn,
  type AcceptedMessage,
  type MessageDelivery,
  type WebhookResource,
  type WebhookRevision,
} from "./resources";

const ANSWER_WAIT_MS = 10_000;
const WEBHOOKS_PATH = "v1/webhooks";
/** As many as the dispatcher gives at once. */
const PAGE_SIZE = 50;

/** What the dispatcher refused, or that it could not be reached (then without problems). */
export class DispatcherError extends Error {
  constructor(
    message: string,
    readonly problems: Problem[] = [],
  ) {
    super(message);
  }
}

interface Call {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  body?: string;
  /** Lets the call outlive the page. */
  keepalive?: boolean;
  /** How the answer is read; exactly, where it is written again. */
  read?: (text: string) => unknown;
  /** For the whole answer; without it, as long as calls that do one thing take at most. */
  waitMs?: number;
}

/** The dispatcher's REST API, at the address that serves the page. */
export class DispatcherClient {
  /** All of them, page by page. */
  async webhooks(): Promise<WebhookResource[]> {
    const webhooks: WebhookResource[] = [];
    let page: number | null = 0;
    while (page !== null) {
      const path = `${WEBHOOKS_PATH}?page[number]=${page}&page[size]=${PAGE_SIZE}`;
      const document = objectIn(await this.call(path, { method: "GET", read: exactJson }));
      webhooks.push(...listIn(document["data"]).map(webhookIn));
      page = numberOrNull(objectIn(document["meta"])["next_page"]);
    }
    return webhooks;
  }

  async createWebhook(attributes: Omit<Webhook, "id">): Promise<WebhookResource> {
    const body = webhookDocument(attributes);
    const document = await this.call(WEBHOOKS_PATH, { method: "POST", body, read: exactJson });
    return webhookIn(objectIn(document)["data"]);
  }

  async changeWebhook(
    id: string,
    changes: WebhookChanges,
    { keepalive = false } = {},
  ): Promise<WebhookResource> {
    const body = webhookDocument(changes);
    const document = await this.call(pathOf(id), { method: "PATCH", body, keepalive, read: exactJson });
    return webhookIn(objectIn(document)["data"]);
  }

  /** Gives it a new secret, which the answer shows this once; the one before signs along for a day. */
  async rotateSecret(id: string): Promise<WebhookResource> {
    const document = await this.call(`${pathOf(id)}/rotate-secret`, { method: "POST", read: exactJson });
    return webhookIn(objectIn(document)["data"]);
  }

  /** What it was, the newest first: as many as the dispatcher gives at once. */
  async revisions(id: string): Promise<WebhookRevision[]> {
    const path = `${pathOf(id)}/revisions?page[size]=${PAGE_SIZE}`;
    const document = objectIn(await this.call(path, { method: "GET", read: exactJson }));
    return listIn(document["data"]).map(revisionIn);
  }

  async deleteWebhook(id: string): Promise<void> {
    await this.call(pathOf(id), { method: "DELETE", keepalive: true });
  }

  /** Hands over an occurrence's text as it is: the dispatcher reads it with the same core. */
  async sendOccurrence(text: string, checking: Checking): Promise<AcceptedMessage> {
    const path = `v1/occurrences?checking=${checking}`;
    return acceptedMessageIn(await this.call(path, { method: "POST", body: text }));
  }

  /** Sends a trigger's sample to a webhook alone, the way of every occurrence. */
  async deliverSample(id: string, trigger: string): Promise<void> {
    await this.call(`${pathOf(id)}/test?trigger=${encodeURIComponent(trigger)}`, { method: "POST" });
  }

  async deliveries(messageId: string): Promise<MessageDelivery[]> {
    const path = `v1/messages/${encodeURIComponent(messageId)}`;
    return deliveriesIn(await this.call(path, { method: "GET" }));
  }

  /** What a call answers, as JSON; rejects with a `DispatcherError` where it is refused. */
  async call(path: string, call: Call): Promise<unknown> {
    const { method, body, keepalive = false, read = parsedJson, waitMs = ANSWER_WAIT_MS } = call;
    const response = await answerTo(path, () => ({
      method,
      keepalive,
      cache: "no-store",
      signal: AbortSignal.timeout(waitMs),
      ...(body !== undefined && { body, headers: { "content-type": "application/json" } }),
    }));
    const document = read(await response.text());
    if (!response.ok) {
      throw refusal(response.status, document);
    }
    return document;
  }
}

function webhookDocument(attributes: object): string {
  return JSON.stringify({ data: { type: "webhooks", attributes } });
}

function pathOf(id: string): string {
  return `${WEBHOOKS_PATH}/${encodeURIComponent(id)}`;
}

async function answerTo(path: string, init: () => RequestInit): Promise<Response> {
  try {
    return await fetchSignedIn(path, init);
  } catch {
    throw new DispatcherError(text("dispatcher.silent"));
  }
}

function refusal(status: number, document: unknown): DispatcherError {
  const problems = errorsIn(document);
  const first = problems[0]?.message;
  const message = first === undefined || first === "" ? text("dispatcher.status", { status: String(status) }) : first;
  return new DispatcherError(message, problems);
}
