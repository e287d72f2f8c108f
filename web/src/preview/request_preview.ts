import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { AttemptOptions, Checking, Hookstorm, Match, Problem, RenderedRequest, Webhook } from "hookstorm";

import type { WebhookDraft } from "../form/webhook_draft";
import type { OccurrenceDraft } from "../occurrence/occurrence_draft";

export type Preview =
  | { kind: "request"; request: RenderedRequest }
  /** The webhook is not complete: there is a body, but no request yet. */
  | { kind: "body"; body: string }
  /** Nothing can be built: for `problems`, or where there are none for those of the occurrence. */
  | { kind: "none"; problems: Problem[] };

/** Stands for what the form still lacks, which no body depends on. */
const UNWRITTEN_URL = "https://example.com/";
/** Stands for the id that the dispatcher will give. */
const UNGIVEN_ID = "00000000-0000-0000-0000-000000000000";

/**
 * The request that the draft and the occurrence become, rendered by the core. The attempt's time is that of
 * the last change, so that the preview does not flicker; `fresh` renders it for now.
 */
export class RequestPreview {
  readonly shown: ReadonlySignal<Preview>;
  /** What the webhook's filter makes of the occurrence; null while one of them has errors. */
  readonly filtered: ReadonlySignal<Match | null>;
  private readonly refreshes = signal(0);
  private shownAt = new Date();

  constructor(
    private readonly hookstorm: Hookstorm,
    private readonly webhook: WebhookDraft,
    private readonly occurrence: OccurrenceDraft,
    private readonly messageId: string,
  ) {
    this.shown = computed(() => {
      void this.refreshes.value;
      return this.rendered();
    });
    this.filtered = computed(() => this.matched());
  }

  /** The request as of now, which is then also the one shown: what is shown is what is sent. */
  fresh(): RenderedRequest | null {
    this.refreshes.value = this.refreshes.peek() + 1;
    const shown = this.shown.peek();
    return shown.kind === "request" ? shown.request : null;
  }

  /** What the webhook makes of any occurrence; null while one of them has errors. An unwritten URL is none. */
  matchOf(occurrence: string, checking: Checking = "strict"): Match | null {
    const { url, ...others } = this.webhook.configuration.value;
    const webhook = { id: UNGIVEN_ID, ...others, url: url === "" ? UNWRITTEN_URL : url, enabled: true };
    const options = { messageId: this.messageId, checking, allowHttp: this.webhook.allowHttp };
    return this.hookstorm.matches(occurrence, webhook, options).value;
  }

  /** By the filter alone: what else the form holds may be incomplete. */
  private matched(): Match | null {
    const { id = UNGIVEN_ID, family, content_mode, included, filter } = this.webhook.configuration.value;
    const form = { id, family, content_mode, included, filter };
    const shape = { ...form, triggers: [this.occurrence.trigger.value], url: UNWRITTEN_URL };
    const options = { messageId: this.messageId, checking: this.occurrence.checking.value };
    return this.hookstorm.matches(this.occurrence.text.value, shape, options).value;
  }

  /** What another webhook would send of the same occurrence, at the moment of what is shown. */
  previewOf(webhook: Webhook): Preview {
    void this.shown.value;
    return this.renderedWith(webhook, this.shownAt);
  }

  private rendered(): Preview {
    this.shownAt = new Date();
    return this.renderedWith(this.webhook.configuration.value, this.shownAt);
  }

  private renderedWith(configuration: Webhook, attemptedAt: Date): Preview {
    const { hookstorm } = this;
    const occurrence = this.occurrence.text.value;
    const webhook = { id: UNGIVEN_ID, ...configuration };
    const options: AttemptOptions = {
      messageId: this.messageId,
      attemptedAt,
      checking: this.occurrence.checking.value,
      allowHttp: this.webhook.allowHttp,
    };
    const { value: request } = hookstorm.renderRequest(occurrence, webhook, options);
    if (request !== null) {
      return { kind: "request", request };
    }
    const { id, family, content_mode, included, template, pick } = webhook;
    const form = { id, family, content_mode, included, template, pick };
    const shape = { ...form, triggers: [this.occurrence.trigger.value], url: UNWRITTEN_URL };
    const { value, problems } = hookstorm.renderRequest(occurrence, shape, options);
    if (value !== null) {
      return { kind: "body", body: value.body };
    }
    const isOccurrenceSound = this.occurrence.checked.value.value !== null;
    return { kind: "none", problems: isOccurrenceSound ? problems : [] };
  }
}

/** The body of what is previewed; null where there is none. */
export function bodyOf(preview: Preview): string | null {
  switch (preview.kind) {
    case "request":
      return preview.request.body;
    case "body":
      return preview.body;
    case "none":
      return null;
  }
}
