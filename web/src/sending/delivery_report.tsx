import { useServices } from "../app/services";
import type { AcceptedMessage, MessageAttempt, MessageDelivery } from "../dispatcher/resources";
import { titleOf } from "../webhooks/title";
import { ProblemList } from "../design/problem_list";
import { ResponseBody } from "./response_body";

interface DeliveryReportProps {
  message: AcceptedMessage;
  deliveries: MessageDelivery[];
  isWatching: boolean;
  failure: string;
  onWatch: () => void;
}

const STATES: Readonly<Record<string, { tone: string; text: string }>> = {
  pending: { tone: "neutral", text: "Pending" },
  delivered: { tone: "good", text: "Delivered" },
  exhausted: { tone: "bad", text: "Exhausted: the last retry failed" },
  cancelled: { tone: "neutral", text: "Cancelled: the webhook was deleted" },
};

/** A message's deliveries, each with its attempts. */
export function DeliveryReport({ message, deliveries, isWatching, failure, onWatch }: DeliveryReportProps) {
  const isPending = deliveries.some(({ state }) => state === "pending");
  return (
    <div class="delivery-report">
      <p class="delivery-report__message">
        Accepted as <code>{message.id}</code>
        {message.deliveries === 0 && ": no webhook takes it, so nothing is sent."}
      </p>
      <ProblemList problems={message.warnings} />
      <ul class="deliveries">
        {deliveries.map((delivery) => (
          <DeliveryItem key={delivery.webhookId} delivery={delivery} />
        ))}
      </ul>
      <Skipped message={message} />
      {failure !== "" && <p class="failure-line">{failure}</p>}
      {!isWatching && (isPending || failure !== "") && (
        <p class="delivery-report__again">
          Not all is settled yet; the dispatcher goes on by itself.{" "}
          <button type="button" class="button button--small" onClick={onWatch}>
            Look again
          </button>
        </p>
      )}
    </div>
  );
}

function DeliveryItem({ delivery }: { delivery: MessageDelivery }) {
  const state = STATES[delivery.state] ?? { tone: "neutral", text: delivery.state };
  return (
    <li class={`verdict verdict--${state.tone}`} data-testid="delivery" data-state={delivery.state}>
      <p class="verdict__title">
        <WebhookTitle id={delivery.webhookId} /> · {state.text}
      </p>
      {delivery.state === "pending" && delivery.attempts.length > 0 && delivery.dueAt !== null && (
        <p class="verdict__text">Next attempt at {clockTime(delivery.dueAt)}.</p>
      )}
      <ol class="attempts">
        {delivery.attempts.map((attempt) => (
          <AttemptItem key={attempt.number} attempt={attempt} />
        ))}
      </ol>
    </li>
  );
}

function AttemptItem({ attempt }: { attempt: MessageAttempt }) {
  const { number, status, failure, durationMs, responseBody } = attempt;
  const duration = durationMs === null ? "" : ` in ${durationMs} ms`;
  return (
    <li data-testid="attempt">
      <p class="attempts__fact">
        Attempt {number}: {status ?? failure ?? "no answer"}
        {duration}
        {status !== null && failure !== null && ` (${failure})`}
      </p>
      {status !== null && <ResponseBody text={responseBody} />}
    </li>
  );
}

/** Enabled webhooks with another trigger are no surprise; one that is disabled, or filters, may be. */
function Skipped({ message }: { message: AcceptedMessage }) {
  const disabled = message.skipped.filter(({ reason }) => reason === "disabled");
  const filtering = message.skipped.filter(({ explanation }) => explanation !== "");
  return (
    <>
      {disabled.length > 0 && (
        <p class="try__hint">
          Left out because disabled:{" "}
          {disabled.map(({ webhookId }, index) => (
            <span key={webhookId}>
              {index > 0 && ", "}
              <WebhookTitle id={webhookId} />
            </span>
          ))}
          .
        </p>
      )}
      {filtering.map(({ webhookId, explanation }) => (
        <p key={webhookId} class="try__hint" data-testid="filtered-out">
          Left out by the filter of <WebhookTitle id={webhookId} />: {explanation}
        </p>
      ))}
    </>
  );
}

function WebhookTitle({ id }: { id: string }) {
  const webhook = useServices().collection.find(id);
  return webhook === undefined ? <code>{id}</code> : <>{titleOf(webhook)}</>;
}

function clockTime(timestamp: string): string {
  const date = new Date(timestamp);
  return Number.isNaN(date.getTime()) ? timestamp : date.toLocaleTimeString();
}
