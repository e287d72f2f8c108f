import { signal, type ReadonlySignal } from "@preact/signals";
import type { Problem, Webhook } from "hookstorm";

import {
  CorruptStoreError,
  type ImportCount,
  type Removal,
  type RepositoryPlace,
  type StoredWebhook,
  type WebhookChanges,
  type WebhookRepository,
} from "./webhook_repository";

export type CollectionState =
  | { kind: "ready" }
  | { kind: "failed"; message: string }
  | { kind: "corrupt"; stored: string; problems: Problem[]; clear: () => void };

/** The webhooks as the page shows them: a repository's list, read again after every change. */
export class WebhookCollection {
  private readonly shown = signal<StoredWebhook[]>([]);
  private readonly condition = signal<CollectionState>({ kind: "ready" });

  constructor(private readonly repository: WebhookRepository) {
    repository.onChangeElsewhere(() => void this.load());
  }

  get place(): RepositoryPlace {
    return this.repository.place;
  }
  get allowHttp(): boolean {
    return this.repository.allowHttp;
  }
  get webhooks(): ReadonlySignal<StoredWebhook[]> {
    return this.shown;
  }
  get state(): ReadonlySignal<CollectionState> {
    return this.condition;
  }

  find(id: string): StoredWebhook | undefined {
    return this.shown.value.find((webhook) => webhook.id === id);
  }

  /** Never rejects: what went wrong becomes the state. */
  async load(): Promise<void> {
    try {
      this.shown.value = await this.repository.list();
      this.condition.value = { kind: "ready" };
    } catch (reason) {
      this.condition.value = this.conditionAfter(reason);
    }
  }

  async create(webhook: Webhook): Promise<StoredWebhook> {
    const stored = await this.repository.create(webhook);
    await this.load();
    return stored;
  }

  async change(id: string, changes: WebhookChanges): Promise<void> {
    await this.repository.change(id, changes);
    await this.load();
  }

  /** Null where the repository keeps no secrets. */
  async rotateSecret(id: string): Promise<StoredWebhook | null> {
    const webhook = (await this.repository.rotateSecret?.(id)) ?? null;
    await this.load();
    return webhook;
  }

  async setEnabled(id: string, enabled: boolean): Promise<void> {
    await this.repository.setEnabled(id, enabled);
    await this.load();
  }

  async remove(id: string): Promise<Removal> {
    const removal = await this.repository.remove(id);
    await this.load();
    return {
      undo: async () => {
        await removal.undo();
        await this.load();
      },
      settle: async () => {
        try {
          await removal.settle();
        } finally {
          await this.load();
        }
      },
    };
  }

  async import(webhooks: Webhook[]): Promise<ImportCount> {
    try {
      return await this.repository.import(webhooks);
    } finally {
      await this.load();
    }
  }

  exportText(): Promise<string> {
    return this.repository.exportText();
  }

  private conditionAfter(reason: unknown): CollectionState {
    if (reason instanceof CorruptStoreError) {
      const clear = () => {
        reason.clear();
        void this.load();
      };
      return { kind: "corrupt", stored: reason.stored, problems: reason.problems, clear };
    }
    return { kind: "failed", message: reason instanceof Error ? reason.message : String(reason) };
  }
}
