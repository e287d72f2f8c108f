import { hrefOf } from "../app/routes";
import { ProblemList } from "../design/problem_list";
import type { Comparison } from "../dispatcher/inboxes";
import { text } from "../text/text";

/** Whether a capture is, byte for byte, what the dispatcher sent; and where it is not. */
export function ComparisonView({ comparison }: { comparison: Comparison | null }) {
  if (comparison === null) {
    return <p class="card__lead">{text("inbox.unknown-message")}</p>;
  }
  const { isEqual, deliveryId, attempt, body, headers, problems } = comparison;
  const tone = isEqual === null ? "neutral" : isEqual ? "good" : "bad";
  const title = isEqual === null ? "inbox.incomparable" : isEqual ? "inbox.equal" : "inbox.unequal";
  return (
    <div class={`verdict verdict--${tone}`} data-testid="comparison" data-equal={String(isEqual)}>
      <p class="verdict__title">{text(title)}</p>
      <p class="verdict__text">
        <a href={hrefOf({ place: "watch" }, { delivery: deliveryId, ...(attempt !== null && { attempt: String(attempt) }) })}>
          {attempt === null ? text("inbox.its-delivery") : text("inbox.its-attempt", { number: attempt })}
        </a>
      </p>
      {body !== null && <BodyPlace body={body} />}
      {headers.length > 0 && <HeaderRows headers={headers} />}
      <ProblemList problems={problems} />
    </div>
  );
}

function BodyPlace({ body: { offset, captured, sent } }: { body: NonNullable<Comparison["body"]> }) {
  return (
    <div class="comparison__body">
      <p>{text("inbox.body-from", { offset })}</p>
      <p>
        {text("inbox.captured")} <ins>{captured}</ins>
      </p>
      <p>
        {text("inbox.sent")} <del>{sent}</del>
      </p>
    </div>
  );
}

function HeaderRows({ headers }: { headers: Comparison["headers"] }) {
  return (
    <table class="differences">
      <caption class="visually-hidden">{text("inbox.headers")}</caption>
      <thead>
        <tr>
          <th scope="col">{text("inbox.header")}</th>
          <th scope="col">{text("inbox.sent")}</th>
          <th scope="col">{text("inbox.captured")}</th>
        </tr>
      </thead>
      <tbody>
        {headers.map(({ name, captured, sent }) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>{sent === null ? <em>{text("replay.absent")}</em> : <del>{sent}</del>}</td>
            <td>{captured === null ? <em>{text("replay.absent")}</em> : <ins>{captured}</ins>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
