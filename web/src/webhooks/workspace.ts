import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { Hookstorm, Webhook } from "hookstorm";

import { WebhookDraft, type DraftOptions } from "../form/webhook_draft";
import { OccurrenceDraft } from "../occurrence/occurrence_draft";
import { RequestPreview } from "../preview/request_preview";
import type { StoredWebhook } from "../storage/webhook_repository";


/** All that one add or edit page works on: the webhook, a sample occurrence, and what they become. */
export class Workspace {
  readonly webhook: WebhookDraft;
  readonly occurrence: OccurrenceDraft;
  readonly preview: RequestPreview;
  /** The webhook as it was when the visitor kept it for comparing; null while none is kept. */
  readonly kept = signal<Webhook | null>(null);
  /** The trigger whose sample is previewed: the chosen one while the webhook has it, else the first. */
  readonly previewTrigger: ReadonlySignal<string>;
  private readonly chosenTrigger = signal<string | null>(null);

  constructor(hookstorm: Hookstorm, options: DraftOptions, messageId: string, stored: StoredWebhook | null) {
    this.webhook = new WebhookDraft(hookstorm, options, stored);
    const { triggers } = this.webhook;
    const known: string[] = hookstorm.triggers().map(({ name }) => name);
    this.previewTrigger = computed(() => {
      const chosen = this.chosenTrigger.value;
      const isChosen = chosen !== null && triggers.value.includes(chosen);
      return isChosen ? chosen : (triggers.value.find((name) => known.includes(name)) ?? known[0] ?? "");
    });
    this.occurrence = new OccurrenceDraft(hookstorm, this.previewTrigger);
    this.preview = new RequestPreview(hookstorm, this.webhook, this.occurrence, messageId);
  }

  previewFor(trigger: string): void {
    this.chosenTrigger.value = trigger;
  }
}

const NEW_WEBHOOK = "";

/** The page session's workspaces: leaving a page and coming back loses nothing that was typed. */
export class Workspaces {
  private readonly byWebhook = new Map<string, Workspace>();
  private readonly messageId: string;

  constructor(
    private readonly hookstorm: Hookstorm,
    private readonly options: DraftOptions,
  ) {
    this.messageId = hookstorm.newMessageId(new Date());
  }

  /** The workspace of a stored webhook, or of the new one. */
  of(stored: StoredWebhook | null): Workspace {
    const key = stored?.id ?? NEW_WEBHOOK;
    const kept = this.byWebhook.get(key);
    if (kept !== undefined && (kept.webhook.isChanged.peek() || isSame(kept.webhook.stored, stored))) {
      return kept;
    }
    const workspace = new Workspace(this.hookstorm, this.options, this.messageId, stored);
    this.byWebhook.set(key, workspace);
    return workspace;
  }

  forget(id: string | null): void {
    this.byWebhook.delete(id ?? NEW_WEBHOOK);
  }
}

function isSame(a: StoredWebhook | null, b: StoredWebhook | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
