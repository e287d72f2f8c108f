import type { Hookstorm, Webhook } from "hookstorm";

import { text } from "../text/text";
import { readWebhookFile, webhookFileText } from "./webhook_file";
import {
  CorruptStoreError,
  RefusedError,
  WEBHOOKS_MAX,
  withTemplateOf,
  type ImportCount,
  type Removal,
  type StoredWebhook,
  type WebhookChanges,
  type WebhookRepository,
} from "./webhook_repository";

/** The key carries the version of what is stored under it. */
const STORAGE_KEY = "hookstorm.webhooks.1";

/**
 * Webhooks in the browser's own storage. Every call reads the store afresh, so that two tabs do not
 * overwrite each other's webhooks.
 */
export class BrowserRepository implements WebhookRepository {
  readonly place = "browser";
  readonly allowHttp = true;

  /** `storage` is asked for each time: a browser that forbids storage throws on mere access. */
  constructor(
    private readonly hookstorm: Hookstorm,
    private readonly storage: () => Storage,
  ) {}

  async list(): Promise<StoredWebhook[]> {
    return this.read();
  }

  async create(webhook: Webhook): Promise<StoredWebhook> {
    const stored = this.withDefaults(webhook);
    this.write([...this.read(), stored]);
    return stored;
  }

  async change(id: string, changes: WebhookChanges): Promise<void> {
    this.replace(id, (webhook) => this.withDefaults(withChanges(webhook, changes)));
  }

  async setEnabled(id: string, enabled: boolean): Promise<void> {
    this.replace(id, (webhook) => ({ ...webhook, enabled }));
  }

  async remove(id: string): Promise<Removal> {
    const webhooks = this.read();
    const index = webhooks.findIndex((webhook) => webhook.id === id);
    const removed = webhooks.splice(index, index < 0 ? 0 : 1);
    this.write(webhooks);
    return {
      undo: async () => {
        const now = this.read().filter((webhook) => webhook.id !== id);
        now.splice(index, 0, ...removed);
        this.write(now);
      },
      settle: async () => undefined,
    };
  }

  async import(webhooks: Webhook[]): Promise<ImportCount> {
    const byId = new Map(this.read().map((webhook) => [webhook.id, webhook]));
    const before = byId.size;
    for (const webhook of webhooks) {
      const stored = this.withDefaults(webhook);
      byId.set(stored.id, stored);
    }
    this.write([...byId.values()]);
    const added = byId.size - before;
    return { added, replaced: webhooks.length - added };
  }

  async exportText(): Promise<string> {
    return webhookFileText(this.read());
  }

  onChangeElsewhere(callback: () => void): void {
    addEventListener("storage", ({ key }) => {
      if (key === STORAGE_KEY || key === null) {
        callback();
      }
    });
  }

  private withDefaults(webhook: Webhook): StoredWebhook {
    const { value } = this.hookstorm.checkWebhook(webhook, { allowHttp: this.allowHttp });
    if (value === null) {
      throw new RefusedError(text("storage.unsound"));
    }
    return { ...withTemplateOf(webhook, value), id: value.id ?? this.hookstorm.newWebhookId() };
  }

  private replace(id: string, changed: (webhook: StoredWebhook) => StoredWebhook): void {
    const webhooks = this.read();
    if (!webhooks.some((webhook) => webhook.id === id)) {
      throw new RefusedError(text("storage.gone"));
    }
    this.write(webhooks.map((webhook) => (webhook.id === id ? changed(webhook) : webhook)));
  }

  private read(): StoredWebhook[] {
    const stored = this.access((storage) => storage.getItem(STORAGE_KEY));
    if (stored === null) {
      return [];
    }
    const { value, problems } = readWebhookFile(stored, this.hookstorm, { allowHttp: this.allowHttp });
    if (value === null) {
      throw new CorruptStoreError(stored, problems, () => this.clear());
    }
    return value.map((webhook) => this.withDefaults(webhook));
  }

  private write(webhooks: StoredWebhook[]): void {
    if (webhooks.length > WEBHOOKS_MAX) {
      throw new RefusedError(text("storage.full", { most: WEBHOOKS_MAX }));
    }
    this.access((storage) => storage.setItem(STORAGE_KEY, webhookFileText(webhooks)));
  }

  private clear(): void {
    this.access((storage) => storage.removeItem(STORAGE_KEY));
  }

  private access<Value>(use: (storage: Storage) => Value): Value {
    try {
      return use(this.storage());
    } catch (reason) {
      const detail = reason instanceof Error ? reason.message : String(reason);
      throw new RefusedError(text("storage.forbidden", { reason: detail }));
    }
  }
}

function withChanges(webhook: StoredWebhook, changes: WebhookChanges): Webhook {
  const members = Object.entries({ ...webhook, ...changes }).filter(([, value]) => value !== null);
  return Object.fromEntries(members) as unknown as Webhook;
}
