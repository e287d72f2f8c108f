import type { ReplayVerdict } from "hookstorm";

import { currentParameters, showParameters } from "../app/navigation";
import { PageHeading } from "../app/page_heading";
import { useServices } from "../app/services";
import { VirtualGrid } from "../design/virtual_grid";
import { momentText } from "../text/moments";
import { text } from "../text/text";
import { factsOf } from "./delivery_log";
import { LineView } from "./line_view";
import { LogDrop } from "./log_drop";
import { VERDICTS } from "./replay_run";
import { replayState, type ReplayState } from "./replay_state";
import { WebhookEditor } from "./webhook_editor";
import "../design/areas.css";
import "./replay.css";

const TONES: Readonly<Record<ReplayVerdict, string>> = {
  same: "good",
  different: "warning",
  "newly-sent": "accent",
  "no-longer-sent": "bad",
  "not-sent": "quiet",
  "not-renderable": "bad",
  "other-webhook": "quiet",
  "bad-line": "bad",
};

/** An exported delivery log, replayed through an edited webhook: what would have differed. */
export function ReplayPage() {
  const { hookstorm, collection } = useServices();
  const state = replayState(hookstorm, collection.allowHttp);
  const log = state.log.value;
  return (
    <>
      <PageHeading trail={[]} title={text("replay.title")}>
        {log !== null && (
          <button type="button" class="button button--small" onClick={() => state.leave()}>
            {text("replay.another")}
          </button>
        )}
      </PageHeading>
      <p class="page-lead">{text("replay.lead")}</p>
      {log === null ? <LogDrop onLog={(taken) => state.take(taken)} /> : <Bench state={state} />}
    </>
  );
}

function Bench({ state }: { state: ReplayState }) {
  return (
    <div class="columns replay">
      <section class="card replay__webhook" aria-labelledby="replay-webhook-title">
        <h2 id="replay-webhook-title">{text("replay.webhook")}</h2>
        <p class="card__lead">{text("replay.webhook.lead")}</p>
        <WebhookEditor state={state} />
      </section>
      <section class="replay__lines" aria-labelledby="replay-lines-title">
        <h2 id="replay-lines-title" class="visually-hidden">
          {text("replay.lines")}
        </h2>
        <Counts state={state} />
        <Lines state={state} />
      </section>
      <ChosenLine state={state} />
    </div>
  );
}

function Counts({ state }: { state: ReplayState }) {
  const run = state.run.value;
  const lines = state.log.value?.lines.length ?? 0;
  const done = run?.done.value ?? 0;
  const only = state.only.value;
  return (
    <>
      <div class="replay__counts" role="group" aria-label={text("replay.filter")}>
        <Count title={text("replay.all")} count={lines} isChosen={only === null} onChoose={() => showParameters({ only: null })} />
        {VERDICTS.filter((verdict) => (run?.counts[verdict] ?? 0) > 0 || verdict === only).map((verdict) => (
          <Count
            key={verdict}
            title={text(`replay.verdict.${verdict}`)}
            count={run?.counts[verdict] ?? 0}
            isChosen={only === verdict}
            tone={TONES[verdict]}
            testId={`count-${verdict}`}
            onChoose={() => showParameters({ only: verdict })}
          />
        ))}
      </div>
      <progress class="progress" max={lines} value={done} hidden={done === lines} aria-label={text("replay.progress")} />
    </>
  );
}

interface CountProps {
  title: string;
  count: number;
  isChosen: boolean;
  tone?: string | undefined;
  testId?: string;
  onChoose: () => void;
}

function Count({ title, count, isChosen, tone = "quiet", testId, onChoose }: CountProps) {
  return (
    <button type="button" class={`count count--${tone}`} aria-pressed={isChosen} data-testid={testId} onClick={onChoose}>
      <strong>{count.toLocaleString()}</strong> {title}
    </button>
  );
}

function Lines({ state }: { state: ReplayState }) {
  const log = state.log.value!;
  const run = state.run.value;
  void run?.done.value;
  const listed = state.listed.value;
  const lineAt = (index: number) => (listed === null ? index : listed[index]!);
  const chosen = chosenLine();
  const selected = chosen === null ? -1 : listed === null ? chosen : listed.indexOf(chosen);
  return (
    <VirtualGrid
      label={text("replay.lines")}
      count={listed?.length ?? log.lines.length}
      rowHeight={38}
      testId="log-lines"
      head={
        <div class="log-row">
          <span role="columnheader">{text("replay.line")}</span>
          <span role="columnheader">{text("replay.accepted")}</span>
          <span role="columnheader">{text("replay.trigger")}</span>
          <span role="columnheader">{text("replay.verdict")}</span>
        </div>
      }
      keyOf={(index) => String(lineAt(index))}
      selected={selected < 0 ? null : selected}
      onSelect={(index) => showParameters({ line: String(lineAt(index) + 1) })}
      cells={(index) => <LineCells line={lineAt(index)} text={log.lines[lineAt(index)] ?? ""} verdict={run?.verdicts[lineAt(index)]} />}
    />
  );
}

function LineCells({ line, text: content, verdict }: { line: number; text: string; verdict: ReplayVerdict | undefined }) {
  const { acceptedAt, trigger, state } = factsOf(content);
  return (
    <div class="log-row">
      <span role="gridcell" class="log-row__number">
        {line + 1}
      </span>
      <span role="gridcell">{acceptedAt === "" ? "–" : momentText(acceptedAt)}</span>
      <span role="gridcell" class="log-row__trigger">
        {trigger} <span class="log-row__state">{state}</span>
      </span>
      <span role="gridcell">
        {verdict !== undefined && <span class={`chip chip--${TONES[verdict]}`}>{text(`replay.verdict.${verdict}`)}</span>}
      </span>
    </div>
  );
}

/** The line in the address, by its place in the log. */
function chosenLine(): number | null {
  const line = Number(currentParameters.value["line"] ?? "");
  return Number.isInteger(line) && line >= 1 ? line - 1 : null;
}

function ChosenLine({ state }: { state: ReplayState }) {
  const run = state.run.value;
  const chosen = chosenLine();
  const lines = state.log.value?.lines.length ?? 0;
  if (run === null || chosen === null || chosen >= lines) {
    return <p class="card__lead replay__line">{text("replay.choose-line")}</p>;
  }
  const verdict = run.done.value > chosen ? run.verdicts[chosen] : undefined;
  const line = run.line(chosen);
  return (
    <section class="card replay__line" aria-labelledby="replay-line-title" data-testid="chosen-line">
      <div class="card__head">
        <h2 id="replay-line-title">
          {text("replay.line-title", { number: chosen + 1 })}{" "}
          {verdict !== undefined && <span class={`chip chip--${TONES[verdict]}`}>{text(`replay.verdict.${verdict}`)}</span>}
        </h2>
        <Steps state={state} chosen={chosen} />
      </div>
      {line === null ? <p class="card__lead">{text("replay.nothing")}</p> : <LineView line={line} />}
    </section>
  );
}

function Steps({ state, chosen }: { state: ReplayState; chosen: number }) {
  const listed = state.listed.value;
  const lines = state.log.value?.lines.length ?? 0;
  const before = listed === null ? chosen - 1 : (listed.filter((line) => line < chosen).at(-1) ?? -1);
  const after = listed === null ? chosen + 1 : (listed.find((line) => line > chosen) ?? lines);
  const step = (line: number) => showParameters({ line: String(line + 1) });
  return (
    <span class="replay__steps">
      <button type="button" class="button button--small" disabled={before < 0} onClick={() => step(before)}>
        {text("replay.before")}
      </button>
      <button type="button" class="button button--small" disabled={after >= lines} data-testid="next-line" onClick={() => step(after)}>
        {text("replay.after")}
      </button>
    </span>
  );
}
