import type { CheckedWebhook, FamilyName, Problem, Webhook } from "hookstorm";

import { text } from "../text/text";

export const WEBHOOKS_MAX = 1000;

export type RepositoryPlace = "browser" | "dispatcher";

/** What a webhook may have beside what every one has. */
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

export type FurtherMembers = Pick<Webhook, (typeof FURTHER_MEMBERS)[number]>;

export function furtherMembers(members: FurtherMembers): FurtherMembers {
  const given = FURTHER_MEMBERS.filter((name) => members[name] !== undefined && members[name] !== null);
  return Object.fromEntries(given.map((name) => [name, members[name]]));
}

/** What the core answered of a webhook, with the template as it was given: there its numbers have their own digits. */
export function withTemplateOf(given: object, checked: CheckedWebhook): CheckedWebhook {
  return checked.template === undefined ? checked : { ...checked, template: (given as Webhook).template };
}

/** A saved webhook. Without `secret` it is unsigned, or the repository keeps the secret. */
export interface StoredWebhook extends FurtherMembers {
  id: string;
  name: string;
  triggers: string[];
  url: string;
  family: FamilyName;
  enabled: boolean;
  secret?: string;
  /** What its deliveries show, where they are known. */
  health?: WebhookHealth;
}

export interface WebhookHealth {
  state: "healthy" | "failing" | "throttled" | "disabled";
  /** From when on; of a throttled one until when. RFC 3339. */
  moment: string | null;
  /** Of a failing one: how many attempts failed. */
  failures: number;
  /** Of a disabled one. */
  reason: string;
}

export type MemberName = Exclude<keyof Webhook, "id">;

/** The members that change; null takes one away. A secret that the dispatcher keeps stays unless another is given. */
export type WebhookChanges = { readonly [Name in MemberName]?: Webhook[Name] | null };

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
  /** Gives it a new secret beside which the present one signs for a day; only where secrets are kept. */
  rotateSecret?(id: string): Promise<StoredWebhook>;
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
