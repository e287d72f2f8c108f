import { useEffect, useRef, useState } from "preact/hooks";

import { announce } from "../app/announcer";
import { hrefOf } from "../app/routes";
import { useServices } from "../app/services";
import { showToast } from "../app/toast";
import { Cross } from "../design/icons";
import type { DispatcherClient } from "../dispatcher/client";
import {
  cancelDelivery,
  deliveryWithAttempts,
  resendDelivery,
  type Delivery,
  type DeliveryWithAttempts,
} from "../dispatcher/deliveries";
import { momentText } from "../text/moments";
import { text } from "../text/text";
import { AttemptList } from "./attempt_list";
import { StateChip } from "./state_chip";
import { useWebhookTitles } from "./webhook_name";

const LOOK_MS = 1_000;

interface DeliveryViewProps {
  client: DispatcherClient;
  id: string;
  /** As the list has it; it changes when something happened. */
  listed: Delivery | undefined;
  /** Whether the list is told of what happens; without that, what is pending is asked after. */
  isLive: boolean;
  onChange: (delivery: Delivery) => void;
  onClose: () => void;
}

type Progress = { kind: "loading" } | { kind: "failed"; message: string } | { kind: "there"; whole: DeliveryWithAttempts };

/** One delivery: what became of it, each attempt with request and answer, and what can be done. */
export function DeliveryView({ client, id, listed, isLive, onChange, onClose }: DeliveryViewProps) {
  const [progress, setProgress] = useState<Progress>({ kind: "loading" });
  const shownId = useRef(id);
  const [looks, setLooks] = useState(0);
  const happened = `${listed?.state} ${listed?.attemptCount} ${looks}`;
  const isPending = progress.kind === "there" && progress.whole.delivery.state === "pending";
  useEffect(() => {
    if (isLive || !isPending) {
      return undefined;
    }
    const timer = setTimeout(() => setLooks(looks + 1), LOOK_MS);
    return () => clearTimeout(timer);
  }, [isLive, progress]);
  useEffect(() => {
    if (shownId.current !== id) {
      shownId.current = id;
      setProgress({ kind: "loading" });
    }
    let isCurrent = true;
    deliveryWithAttempts(client, id).then(
      (whole) => isCurrent && setProgress({ kind: "there", whole }),
      (reason: unknown) => isCurrent && setProgress({ kind: "failed", message: messageOf(reason) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [client, id, happened]);
  return (
    <section class="card delivery-view" aria-labelledby="delivery-title" data-testid="delivery-view">
      <div class="card__head">
        <h2 id="delivery-title">{text("watch.delivery")}</h2>
        <button type="button" class="icon-button" aria-label={text("watch.close")} onClick={onClose}>
          <Cross />
        </button>
      </div>
      {progress.kind === "loading" && <p class="card__lead later">{text("shell.coming")}</p>}
      {progress.kind === "failed" && <p class="failure-line">{progress.message}</p>}
      {progress.kind === "there" && <Content client={client} whole={progress.whole} onChange={onChange} />}
    </section>
  );
}

interface ContentProps {
  client: DispatcherClient;
  whole: DeliveryWithAttempts;
  onChange: (delivery: Delivery) => void;
}

function Content({ client, whole, onChange }: ContentProps) {
  const { delivery } = whole;
  const act = async (call: typeof resendDelivery, done: string) => {
    try {
      onChange(await call(client, delivery.id));
      announce(done);
    } catch (reason) {
      showToast({ text: messageOf(reason) });
    }
  };
  return (
    <>
      <Facts delivery={delivery} />
      <div class="delivery-view__actions">
        <button
          type="button"
          class="button button--small"
          data-testid="resend"
          onClick={() => void act(resendDelivery, text("watch.resent"))}
        >
          {text("watch.resend")}
        </button>
        {delivery.state === "pending" && (
          <button
            type="button"
            class="button button--small button--danger"
            data-testid="cancel"
            onClick={() => void act(cancelDelivery, text("watch.cancelled"))}
          >
            {text("watch.cancel")}
          </button>
        )}
      </div>
      <AttemptList key={delivery.id} client={client} whole={whole} />
    </>
  );
}

function Facts({ delivery }: { delivery: Delivery }) {
  const { collection } = useServices();
  const titleOf = useWebhookTitles();
  const { webhookId, messageId, trigger, acceptedAt, state, dueAt } = delivery;
  const isThere = collection.find(webhookId) !== undefined;
  return (
    <dl class="facts">
      <dt>{text("watch.state")}</dt>
      <dd>
        <StateChip state={state} />{" "}
        {state === "pending" && dueAt !== null && text("watch.due", { moment: momentText(dueAt) })}
      </dd>
      <dt>{text("watch.webhook")}</dt>
      <dd>{isThere ? <a href={hrefOf({ place: "edit", id: webhookId })}>{titleOf(webhookId)}</a> : titleOf(webhookId)}</dd>
      <dt>{text("watch.trigger")}</dt>
      <dd>
        <a href={hrefOf({ place: "catalogueOf", id: trigger })}>{trigger}</a>
      </dd>
      <dt>{text("watch.accepted")}</dt>
      <dd>{momentText(acceptedAt)}</dd>
      <dt>{text("watch.message")}</dt>
      <dd>
        <code>{messageId}</code>
      </dd>
    </dl>
  );
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
