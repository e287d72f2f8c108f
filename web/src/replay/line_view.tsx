import type { RenderedRequest, ReplayDifference, ReplayedLine } from "hookstorm";

import { ProblemList } from "../design/problem_list";
import { RequestView } from "../preview/request_view";
import { text } from "../text/text";

/** One line of the log: what was sent, what would be, and how they differ. */
export function LineView({ line }: { line: ReplayedLine }) {
  const { differences = [], problems = [], explanation, was, now, has_more } = line;
  return (
    <div class="line-view" data-testid="replayed-line">
      {explanation !== undefined && <p class="note">{explanation}</p>}
      <ProblemList problems={problems} />
      {differences.length > 0 && <Differences differences={differences} />}
      {has_more === true && <p class="card__lead">{text("replay.more")}</p>}
      <div class="line-view__requests">
        {was !== undefined && <Request title={text("replay.was")} request={was} />}
        {now !== undefined && <Request title={text("replay.now")} request={now} />}
      </div>
    </div>
  );
}

function Differences({ differences }: { differences: ReplayDifference[] }) {
  return (
    <table class="differences" data-testid="differences">
      <caption class="visually-hidden">{text("replay.differences")}</caption>
      <thead>
        <tr>
          <th scope="col">{text("replay.place")}</th>
          <th scope="col">{text("replay.was")}</th>
          <th scope="col">{text("replay.now")}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ part, at, was, now }) => (
          <tr key={`${part} ${at}`}>
            <th scope="row">
              {text(`replay.part.${part}`)} <code>{at}</code>
            </th>
            <td>{was === null ? <em>{text("replay.absent")}</em> : <del>{was}</del>}</td>
            <td>{now === null ? <em>{text("replay.absent")}</em> : <ins>{now}</ins>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Request({ title, request }: { title: string; request: RenderedRequest }) {
  return (
    <section class="line-view__request">
      <h3>{title}</h3>
      <RequestView request={request} label={title} />
    </section>
  );
}
