import { useEffect, useState } from "preact/hooks";

import { currentParameters, showParameters } from "../app/navigation";
import { ProblemList } from "../design/problem_list";
import type { DispatcherClient } from "../dispatcher/client";
import { requestOfAttempt, type Attempt, type DeliveryWithAttempts, type PastRequest } from "../dispatcher/deliveries";
import { RequestView } from "../preview/request_view";
import { ReachedAddress } from "../sending/reached_address";
import { ResponseBody } from "../sending/response_body";
import { durationText } from "../text/durations";
import { momentText } from "../text/moments";
import { text } from "../text/text";

/** A delivery's attempts; of the chosen one, the request as it was sent and the answer as it came. */
export function AttemptList({ client, whole }: { client: DispatcherClient; whole: DeliveryWithAttempts }) {
  const { attempts } = whole;
  const last = attempts.at(-1);
  const asked = Number(currentParameters.value["attempt"] ?? "");
  const chosen = attempts.find(({ number }) => number === asked) ?? last;
  const slowest = Math.max(1, ...attempts.map(({ durationMs }) => durationMs ?? 0));
  return (
    <>
      <h3>{text("watch.attempts")}</h3>
      {last === undefined && <p class="card__lead">{text("watch.no-attempt")}</p>}
      <ol class="attempt-list">
        {attempts.map((attempt) => (
          <li key={attempt.number}>
            <button
              type="button"
              class="attempt-list__one"
              aria-pressed={attempt === chosen}
              data-testid="attempt-choice"
              onClick={() => showParameters({ attempt: String(attempt.number) })}
            >
              <span class="attempt-list__number">{attempt.number}</span>
              <span>{momentText(attempt.attemptedAt)}</span>
              <AnswerChip attempt={attempt} />
              <DurationBar attempt={attempt} slowest={slowest} />
            </button>
          </li>
        ))}
      </ol>
      {chosen !== undefined && <Answer attempt={chosen} />}
      <Sent client={client} whole={whole} attempt={chosen} />
    </>
  );
}

function AnswerChip({ attempt: { status, failure } }: { attempt: Attempt }) {
  const isGood = status !== null && status >= 200 && status < 300;
  return (
    <span class="attempt-list__answer">
      <span class={`chip chip--${isGood ? "good" : "bad"}`}>{status ?? text("simulator.no-answer")}</span> {failure ?? ""}
    </span>
  );
}

function DurationBar({ attempt: { durationMs }, slowest }: { attempt: Attempt; slowest: number }) {
  return (
    <span class="attempt-list__duration">
      <span class="attempt-list__bar" style={{ width: `${((durationMs ?? 0) / slowest) * 100}%` }} />
      <span>{durationMs === null ? "" : durationText(durationMs)}</span>
    </span>
  );
}

function Answer({ attempt }: { attempt: Attempt }) {
  return (
    <div>
      <h3>{text("watch.answer-of", { number: attempt.number })}</h3>
      <ReachedAddress address={attempt.address} />
      {attempt.status === null ? <p class="card__lead">{attempt.failure ?? ""}</p> : <ResponseBody content={attempt.responseBody} />}
    </div>
  );
}

interface SentProps {
  client: DispatcherClient;
  whole: DeliveryWithAttempts;
  attempt: Attempt | undefined;
}

/** The request of an attempt; that of the last one came with the delivery. */
function Sent({ client, whole: { delivery, attempts, past }, attempt }: SentProps) {
  const number = attempt?.number ?? 0;
  const isLast = attempt === attempts.at(-1);
  const [asked, setAsked] = useState<{ number: number; past: PastRequest } | null>(null);
  useEffect(() => {
    if (isLast) {
      return undefined;
    }
    let isCurrent = true;
    requestOfAttempt(client, delivery.id, number).then(
      (answer) => isCurrent && setAsked({ number, past: answer }),
      () => isCurrent && setAsked(null),
    );
    return () => {
      isCurrent = false;
    };
  }, [delivery.id, number, isLast]);
  const shown = isLast ? past : asked?.number === number ? asked.past : null;
  const title = attempt === undefined ? text("watch.request-next") : text("watch.request-of", { number });
  return (
    <div>
      <h3>{title}</h3>
      {shown !== null && <ProblemList problems={shown.problems} />}
      {shown !== null && shown.request !== null && <RequestView request={shown.request} label={title} />}
    </div>
  );
}
