import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "hookstorm";

import { announce } from "../app/announcer";
import { useServices } from "../app/services";
import { ProblemList } from "../design/problem_list";
import { DispatcherError, type DispatcherClient } from "../dispatcher/client";
import type { AcceptedMessage, MessageDelivery } from "../dispatcher/resources";
import { triggerTitle } from "../text/core_words";
import { text } from "../text/text";
import type { Workspace } from "../webhooks/workspace";
import { DeliveryReport } from "./delivery_report";
import { watchDeliveries } from "./delivery_watch";
import { useShownWhen } from "./shown_outcome";

type Progress =
  | { state: "idle" }
  | { state: "handing-over" }
  | { state: "refused"; message: string; problems: Problem[] }
  | { state: "watching" | "watched"; message: AcceptedMessage; deliveries: MessageDelivery[]; failure: string };

interface DeliveryActionProps {
  workspace: Workspace;
  dispatcher: DispatcherClient;
}

/** Hands the occurrence to the dispatcher, as the platform would, and shows what becomes of it. */
export function DeliveryAction({ workspace, dispatcher }: DeliveryActionProps) {
  const [progress, setProgress] = useState<Progress>({ state: "idle" });
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const isBusy = progress.state === "handing-over" || progress.state === "watching";
  const outcome = useShownWhen(progress.state === "watched" || progress.state === "refused");
  const isSound = workspace.occurrence.checked.value.value !== null;
  const deliver = async () => {
    stop.current = new AbortController();
    const { text: occurrence, checking } = workspace.occurrence;
    await handOver(dispatcher, occurrence.peek(), checking.peek(), setProgress, stop.current.signal);
  };
  const button = useRef<HTMLButtonElement>(null);
  const watchAgain = async (message: AcceptedMessage, deliveries: MessageDelivery[]) => {
    button.current?.focus();
    stop.current = new AbortController();
    await watch(dispatcher, message, deliveries, setProgress, stop.current.signal);
  };
  return (
    <div class="try try--second">
      <div class="try__actions">
        <button
          ref={button}
          type="button"
          class="button"
          data-testid="deliver"
          disabled={!isSound}
          aria-disabled={isBusy}
          onClick={() => {
            if (!isBusy) {
              void deliver();
            }
          }}
        >
          {text("deliver.action")}
        </button>
      </div>
      <DeliveryHint workspace={workspace} />
      <div ref={outcome} class="outcome" data-testid="delivery-outcome">
        {progress.state === "refused" && (
          <div class="verdict verdict--bad">
            <p class="verdict__title">{progress.message}</p>
            <ProblemList problems={progress.problems} />
          </div>
        )}
        {(progress.state === "watching" || progress.state === "watched") && (
          <DeliveryReport
            {...progress}
            isWatching={progress.state === "watching"}
            onWatch={() => void watchAgain(progress.message, progress.deliveries)}
          />
        )}
      </div>
    </div>
  );
}

/** Who receives it: what is saved counts, not what is only written in the form. */
function DeliveryHint({ workspace }: { workspace: Workspace }) {
  const { hookstorm } = useServices();
  const name = workspace.occurrence.checked.value.value?.trigger;
  const facts = hookstorm.triggers().find((each) => each.name === name);
  const { webhook } = workspace;
  const isUnsaved = webhook.stored === null || webhook.isChanged.value;
  return (
    <p class="try__hint">
      {facts === undefined ? text("deliver.hint.unknown") : text("deliver.hint", { trigger: triggerTitle(facts) })}{" "}
      {isUnsaved && text(webhook.stored === null ? "deliver.unsaved.new" : "deliver.unsaved")}
    </p>
  );
}

type Report = (progress: Progress) => void;

async function handOver(
  client: DispatcherClient,
  occurrence: string,
  checking: "strict" | "lenient",
  report: Report,
  stop: AbortSignal,
): Promise<void> {
  report({ state: "handing-over" });
  try {
    const message = await client.sendOccurrence(occurrence, checking);
    await watch(client, message, [], report, stop);
  } catch (reason) {
    const problems = reason instanceof DispatcherError ? reason.problems : [];
    const failure = reason instanceof Error ? reason.message : String(reason);
    report({ state: "refused", message: problems.length > 0 ? text("deliver.refused") : failure, problems });
    announce(text("deliver.refused.spoken"));
  }
}

async function watch(
  client: DispatcherClient,
  message: AcceptedMessage,
  known: MessageDelivery[],
  report: Report,
  stop: AbortSignal,
): Promise<void> {
  let deliveries = known;
  report({ state: "watching", message, deliveries, failure: "" });
  let failure = "";
  try {
    await watchDeliveries(
      client,
      message.id,
      (news) => {
        deliveries = news;
        report({ state: "watching", message, deliveries, failure: "" });
      },
      stop,
    );
  } catch (reason) {
    failure = reason instanceof Error ? reason.message : String(reason);
  }
  if (!stop.aborted) {
    report({ state: "watched", message, deliveries, failure });
    announce(spoken(deliveries, failure));
  }
}

function spoken(deliveries: MessageDelivery[], failure: string): string {
  if (failure !== "") {
    return failure;
  }
  const delivered = deliveries.filter(({ state }) => state === "delivered").length;
  return text("deliver.spoken", { delivered, all: deliveries.length });
}
