import type { Problem, Webhook } from "hookstorm";

import { DispatcherError, type DispatcherClient } from "../dispatcher/client";
import type { WebhookResource } from "../dispatcher/resources";
import { text } from "../text/text";
import { webhookFileText } from "./webhook_file";
import {
  RefusedError,
  type ImportCount,
  type Removal,
  type StoredWebhook,
  type WebhookChanges,
  type WebhookRepository,
} from "./webhook_repository";

/** Where the API's errors point into: what the form knows begins after it. */
const ATTRIBUTES_POINTER = "/data/attributes";

/**
 * Webhooks in the dispatcher. It never shows a secret a second time, so the secrets learnt here stay in
 * memory, for signing previews, until the page goes.
 */
export class DispatcherRepository implements WebhookRepository {
  readonly place = "dispatcher";
  private readonly secrets = new Map<string, string>();
  private readonly removing = new Set<string>();

  constructor(
    private readonly client: DispatcherClient,
    readonly allowHttp: boolean,
  ) {}

  async list(): Promise<StoredWebhook[]> {
    const resources = await refusing(this.client.webhooks());
    return resources.filter(({ id }) => !this.removing.has(id)).map((each) => this.stored(each));
  }

  /** The dispatcher gives the id. */
  async create({ id: _, ...attributes }: Webhook): Promise<StoredWebhook> {
    return this.stored(await refusing(this.client.createWebhook(attributes)));
  }

  async change(id: string, changes: WebhookChanges): Promise<void> {
    await refusing(this.client.changeWebhook(id, changes));
    if (changes.secret != null) {
      this.secrets.set(id, changes.secret);
    }
  }

  async rotateSecret(id: string): Promise<StoredWebhook> {
    return this.stored(await refusing(this.client.rotateSecret(id)));
  }

  async setEnabled(id: string, enabled: boolean): Promise<void> {
    await refusing(this.client.changeWebhook(id, { enabled }));
  }

  /** Disabled at once, so that nothing more is sent to it; deleted for good when settled. */
  async remove(id: string): Promise<Removal> {
    const webhook = (await this.list()).find((each) => each.id === id);
    if (webhook?.enabled === true) {
      await this.setEnabled(id, false);
    }
    this.removing.add(id);
    return {
      undo: async () => {
        this.removing.delete(id);
        if (webhook?.enabled === true) {
          await this.setEnabled(id, true);
        }
      },
      settle: async () => {
        try {
          await refusing(this.client.deleteWebhook(id));
        } finally {
          this.removing.delete(id);
        }
      },
    };
  }

  /** One by one, as the API takes them; a refusal in between says how far it came. */
  async import(webhooks: Webhook[]): Promise<ImportCount> {
    let added = 0;
    for (const webhook of webhooks) {
      try {
        await this.create(webhook);
        added += 1;
      } catch (reason) {
        const detail = reason instanceof Error ? reason.message : String(reason);
        throw new RefusedError(text("storage.import.partly", { added, all: webhooks.length, reason: detail }));
      }
    }
    return { added, replaced: 0 };
  }

  async exportText(): Promise<string> {
    const webhooks = await this.list();
    return webhookFileText(webhooks.map(({ secret: _, ...shown }) => shown));
  }

  onChangeElsewhere(callback: () => void): void {
    addEventListener("focus", callback);
  }

  private stored(resource: WebhookResource): StoredWebhook {
    const { secret: shown, ...webhook } = resource;
    if (shown !== null) {
      this.secrets.set(resource.id, shown);
    }
    const secret = this.secrets.get(resource.id);
    return secret === undefined ? webhook : { ...webhook, secret };
  }
}

async function refusing<Value>(answer: Promise<Value>): Promise<Value> {
  try {
    return await answer;
  } catch (reason) {
    if (reason instanceof DispatcherError) {
      throw new RefusedError(reason.message, reason.problems.map(withinWebhook));
    }
    throw reason;
  }
}

function withinWebhook(problem: Problem): Problem {
  const isWithin = problem.path.startsWith(ATTRIBUTES_POINTER);
  return { ...problem, path: isWithin ? problem.path.slice(ATTRIBUTES_POINTER.length) : problem.path };
}
