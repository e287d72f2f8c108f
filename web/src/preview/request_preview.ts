import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { Hookstorm, Request } from "hookstorm";

import type { OccurrenceDraft } from "../occurrence/occurrence_draft";
import type { WebhookDraft } from "../webhooks/webhook_draft";

export type Preview =
  | { kind: "request"; request: Request }
  /** The webhook is not complete: there is a body, but no request yet. */
  | { kind: "body"; body: string }
  /** The occurrence has errors: nothing can be built from it. */
  | { kind: "none" };

/**
 * The request that the draft and the occurrence become, rendered by the core. The attempt's time is that of
 * the last change, so that the preview does not flicker; `fresh` renders it for now.
 */
export class RequestPreview {
  readonly shown: ReadonlySignal<Preview>;
  private readonly refreshes = signal(0);

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
  }

  /** The request as of now, which is then also the one shown: what is shown is what is sent. */
  fresh(): Request | null {
    this.refreshes.value = this.refreshes.peek() + 1;
    const shown = this.shown.peek();
    return shown.kind === "request" ? shown.request : null;
  }

  private rendered(): Preview {
    const occurrence = this.occurrence.text.value;
    const checking = this.occurrence.checking.value;
    const webhook = this.webhook.configuration.value;
    const { value: request } = this.hookstorm.renderRequest(occurrence, webhook, {
      messageId: this.messageId,
      attemptedAt: new Date(),
      checking,
      allowHttp: this.webhook.allowHttp,
    });
    if (request !== null) {
      return { kind: "request", request };
    }
    const { value: body } = this.hookstorm.buildBody(occurrence, this.webhook.family.value, {
      checking,
      ...(webhook.id !== undefined && { webhookId: webhook.id }),
    });
    return body === null ? { kind: "none" } : { kind: "body", body };
  }
}
