import type { SimulationReport } from "hookstorm";

import { durationText } from "../text/durations";
import { numberText, text, type PlainKey } from "../text/text";

interface FiguresTableProps {
  columns: { title: string; report: SimulationReport }[];
}

const ROWS: { title: PlainKey; of: (report: SimulationReport) => string }[] = [
  { title: "simulator.figure.delivered", of: ({ delivered, messages }) => `${numberText(delivered)} / ${numberText(messages)}` },
  { title: "simulator.figure.exhausted", of: ({ exhausted }) => numberText(exhausted) },
  { title: "simulator.figure.pending", of: ({ pending }) => numberText(pending) },
  { title: "simulator.figure.skipped", of: ({ skipped }) => numberText(skipped) },
  { title: "simulator.figure.attempts", of: ({ attempts }) => numberText(attempts) },
  { title: "simulator.figure.median", of: ({ delays_ms }) => delayText(delays_ms?.median) },
  { title: "simulator.figure.p90", of: ({ delays_ms }) => delayText(delays_ms?.p90) },
  { title: "simulator.figure.longest", of: ({ delays_ms }) => delayText(delays_ms?.longest) },
  { title: "simulator.figure.queue", of: ({ spans }) => numberText(Math.max(...spans.map((span) => span.pending_most))) },
  { title: "simulator.figure.disabled", of: disablementText },
];

/** The same in figures, a column for each policy. */
export function FiguresTable({ columns }: FiguresTableProps) {
  return (
    <table class="figures" data-testid="figures">
      <caption class="visually-hidden">{text("simulator.figures")}</caption>
      <thead>
        <tr>
          <td />
          {columns.map(({ title }, index) => (
            <th key={index} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ROWS.map((row) => (
          <tr key={row.title}>
            <th scope="row">{text(row.title)}</th>
            {columns.map(({ report }, index) => (
              <td key={index}>{row.of(report)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function delayText(ms: number | undefined): string {
  return ms === undefined ? "–" : durationText(ms);
}

function disablementText({ health }: SimulationReport): string {
  const disabled = health.find(({ state }) => state === "disabled");
  return disabled === undefined ? text("simulator.figure.never") : text("simulator.after", { time: durationText(disabled.at_ms) });
}
