import type { FamilyName, Problem, Webhook } from "hookstorm";

import { text } from "../text/text";

export const WEBHOOKS_MAX = 1000;

export type RepositoryPlace = "browser" | "dispatcher";

const FURTHER_MEMBERS = [
  "content_mode",
  "included",
  "filter",
  "template",
  "pick",
  "headers",
  "retry",
  "timeout",
  "rate_limit",
  "concurrency",
  "ordered",
  "signature",
  "previous_secrets",
] as const satisfies readonly (keyof Webhook)[];

/** What the form does not show: it is kept when the rest is changed, and previewed with it. */
export type FurtherMembers = Pick<Webhook, (typeof FURTHER_MEMBERS)[number]>;

export function furtherMembers(members: FurtherMembers): FurtherMembers {
  const given = FURTHER_MEMBERS.filter((name) => members[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, members[name]]));
}

/** What only one family has a choice in: it is null where another family was chosen, which takes it away. */
export type FamilyMembers = Pick<Webhook, "content_mode" | "included">;

/** A saved webhook. Without `secret` it is unsigned, or the repository keeps the secret. */
export interface StoredWebhook extends FurtherMembers {
  id: string;
  name: string;
  triggers: string[];
  url: string;
  family: FamilyName;
  enabled: boolean;
  secret?: string;
}

/** What the form changes. Without `secret`: a browser's webhook has none, the dispatcher's stays. */
export type WebhookChanges = Pick<StoredWebhook, "name" | "triggers" | "url" | "family" | "secret"> & FamilyMembers;

/** A deletion that can be taken back until it is settled. Exactly one of the two is called. */
export interface Removal {
  undo(): Promise<void>;
  settle(): Promise<void>;
}

export interface ImportCount {
  added: number;
  replaced: number;
}

/** Where webhooks are saved. Every call rejects with a `RefusedError` when it was not done. */
export interface WebhookRepository {
  readonly place: RepositoryPlace;
  /** Whether plain http targets are let through. */
  readonly allowHttp: boolean;
  list(): Promise<StoredWebhook[]>;
  /** `webhook` has passed checking. */
  create(webhook: Webhook): Promise<StoredWebhook>;
  change(id: string, changes: WebhookChanges): Promise<void>;
  setEnabled(id: string, enabled: boolean): Promise<void>;
  remove(id: string): Promise<Removal>;
  /** All of `webhooks` have passed checking. */
  import(webhooks: Webhook[]): Promise<ImportCount>;
  /** The webhooks as a file that `import` takes. */
  exportText(): Promise<string>;
  /** Calls back when somebody else changed what is stored. */
  onChangeElsewhere(callback: () => void): void;
}

/** Something was not saved; `problems` lead into the webhook where it was the webhook's fault. */
export class RefusedError extends Error {
  constructor(
    message: string,
    readonly problems: Problem[] = [],
  ) {
    super(message);
  }
}

/** What is stored cannot be read. Nothing is overwritten until the visitor decides. */
export class CorruptStoreError extends Error {
  constructor(
    readonly stored: string,
    readonly problems: Problem[],
    readonly clear: () => void,
  ) {
    super(text("storage.unreadable"));
  }
}
