import { hrefOf } from "../app/routes";
import { useServices } from "../app/services";
import type { AcceptedMessage, MessageAttempt, MessageDelivery } from "../dispatcher/resources";
import { titleOf } from "../webhooks/title";
import { ProblemList } from "../design/problem_list";
import { language } from "../text/language";
import { phrase, text, textOrElse } from "../text/text";
import { ReachedAddress } from "./reached_address";
import { ResponseBody } from "./response_body";

interface DeliveryReportProps {
  message: AcceptedMessage;
  deliveries: MessageDelivery[];
  isWatching: boolean;
  failure: string;
  onWatch: () => void;
}

const TONES: Readonly<Record<string, string>> = { delivered: "good", exhausted: "bad" };

/** A message's deliveries, each with its attempts. */
export function DeliveryReport({ message, deliveries, isWatching, failure, onWatch }: DeliveryReportProps) {
  const isPending = deliveries.some(({ state }) => state === "pending");
  return (
    <div class="delivery-report">
      <p class="delivery-report__message">
        {phrase(message.deliveries === 0 ? "deliver.accepted.none" : "deliver.accepted", { id: <code>{message.id}</code> })}
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
          {text("deliver.unsettled")}{" "}
          <button type="button" class="button button--small" onClick={onWatch}>
            {text("deliver.again")}
          </button>
        </p>
      )}
    </div>
  );
}

function DeliveryItem({ delivery }: { delivery: MessageDelivery }) {
  return (
    <li class={`verdict verdict--${TONES[delivery.state] ?? "neutral"}`} data-testid="delivery" data-state={delivery.state}>
      <p class="verdict__title">
        <WebhookTitle id={delivery.webhookId} /> · {textOrElse(`deliver.state.${delivery.state}`, delivery.state)}
      </p>
      {delivery.state === "pending" && delivery.attempts.length > 0 && delivery.dueAt !== null && (
        <p class="verdict__text">{text("deliver.next", { time: clockTime(delivery.dueAt) })}</p>
      )}
      <ol class="attempts">
        {delivery.attempts.map((attempt) => (
          <AttemptItem key={attempt.number} attempt={attempt} />
        ))}
      </ol>
      <a class="verdict__more" href={hrefOf({ place: "watch" }, { delivery: delivery.id })} data-testid="see-delivery">
        {text("deliver.see")}
      </a>
    </li>
  );
}

function AttemptItem({ attempt }: { attempt: MessageAttempt }) {
  const { number, status, failure, durationMs, address, responseBody } = attempt;
  const answer = [status, failure].filter((part) => part !== null).join(", ") || text("deliver.no-answer");
  const outcome = durationMs === null ? answer : text("deliver.attempt.in", { outcome: answer, duration: durationMs });
  return (
    <li data-testid="attempt">
      <p class="attempts__fact">
        {text("deliver.attempt", { number, outcome })}
      </p>
      <ReachedAddress address={address} />
      {status !== null && <ResponseBody content={responseBody} />}
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
          {phrase("deliver.left-out.disabled", {
            webhooks: disabled.map(({ webhookId }, index) => (
              <span key={webhookId}>
                {index > 0 && ", "}
                <WebhookTitle id={webhookId} />
              </span>
            )),
          })}
        </p>
      )}
      {filtering.map(({ webhookId, explanation }) => (
        <p key={webhookId} class="try__hint" data-testid="filtered-out">
          {phrase("deliver.left-out.filter", { webhook: <WebhookTitle id={webhookId} />, explanation })}
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
  return Number.isNaN(date.getTime()) ? timestamp : date.toLocaleTimeString(language.value);
}
