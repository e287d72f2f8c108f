import { useState } from "preact/hooks";

import { announce } from "../app/announcer";
import { hrefOf } from "../app/routes";
import { useServices, type Services } from "../app/services";
import { showToast } from "../app/toast";
import type { StoredWebhook } from "../storage/webhook_repository";
import { triggerTitleOf } from "../text/core_words";
import { text } from "../text/text";
import { HealthLine } from "./health";
import { titleOf } from "./title";

export function WebhookRow({ webhook }: { webhook: StoredWebhook }) {
  const services = useServices();
  const facts = services.hookstorm.triggers();
  const triggers = webhook.triggers.map((name) => triggerTitleOf(facts, name));
  const title = titleOf(webhook);
  return (
    <li class={`webhook-row${webhook.enabled ? "" : " webhook-row--off"}`} data-testid="webhook-row">
      <EnabledSwitch webhook={webhook} />
      <div class="webhook-row__text">
        <a class="webhook-row__title" href={hrefOf({ place: "edit", id: webhook.id })}>
          {title}
        </a>
        <p class="webhook-row__facts">
          <span>{triggers.join(", ")}</span>
          <span>{webhook.family}</span>
          {!webhook.enabled && <span>{text("webhooks.disabled")}</span>}
        </p>
        {webhook.name !== "" && <p class="webhook-row__url">{webhook.url}</p>}
        <HealthLine health={webhook.health} />
      </div>
      <div class="webhook-row__actions">
        <a class="button button--small" href={hrefOf({ place: "edit", id: webhook.id })} aria-label={text("webhooks.edit.one", { title })}>
          {text("webhooks.edit")}
        </a>
        <button
          type="button"
          class="button button--small button--danger"
          aria-label={text("webhooks.delete.one", { title })}
          onClick={() => void remove(services, webhook)}
        >
          {text("webhooks.delete")}
        </button>
      </div>
    </li>
  );
}

function EnabledSwitch({ webhook }: { webhook: StoredWebhook }) {
  const { collection } = useServices();
  const [isBusy, setBusy] = useState(false);
  const toggle = async () => {
    setBusy(true);
    try {
      await collection.setEnabled(webhook.id, !webhook.enabled);
    } catch (reason) {
      tell(reason);
    }
    setBusy(false);
  };
  return (
    <button
      type="button"
      role="switch"
      class="switch"
      aria-checked={webhook.enabled}
      aria-label={text("webhooks.enabled.one", { title: titleOf(webhook) })}
      aria-disabled={isBusy}
      data-testid="enabled"
      onClick={() => {
        if (!isBusy) {
          void toggle();
        }
      }}
    >
      <span class="switch__knob" />
    </button>
  );
}

async function remove({ collection, workspaces }: Services, webhook: StoredWebhook): Promise<void> {
  const title = titleOf(webhook);
  try {
    const removal = await collection.remove(webhook.id);
    workspaces.forget(webhook.id);
    showToast({
      text: text("webhooks.deleted", { title }),
      undo: () => {
        removal.undo().then(() => announce(text("webhooks.back", { title })), tell);
      },
      settle: () => {
        removal.settle().catch(tell);
      },
    });
  } catch (reason) {
    tell(reason);
  }
}

function tell(reason: unknown): void {
  showToast({ text: reason instanceof Error ? reason.message : String(reason) });
}
