import type { RenderedRequest } from "hookstorm";

import { jsonLines } from "../json/lines";
import { text } from "../text/text";
import type { Workspace } from "../webhooks/workspace";
import { lineDifference } from "./line_difference";
import type { Preview } from "./request_preview";
import { comparedPreview, type Compared } from "./compared";

/** The request beside another one: what differs, line by line. */
export function Comparison({ workspace, compared }: { workspace: Workspace; compared: Compared }) {
  const now = workspace.preview.shown.value;
  const before = comparedPreview(workspace, compared);
  if (before === null || before.kind === "none" || now.kind === "none") {
    return <p class="preview__pending">{text("compare.none")}</p>;
  }
  const lines = lineDifference(linesOf(before), linesOf(now));
  const count = lines.filter(({ kind }) => kind !== "same").length;
  return (
    <>
      <p class="preview__pending" data-testid="comparison-count">
        {count === 0 ? text("compare.same") : text("compare.count", { count })}
      </p>
      <div class="difference" tabIndex={0} role="region" aria-label={text("compare.label")} data-testid="comparison">
        {lines.map((line, index) => {
          const shown = <code>{line.text}</code>;
          return (
            <div key={index} class={`difference__line difference__line--${line.kind}`}>
              {line.kind === "added" ? <ins>{shown}</ins> : line.kind === "removed" ? <del>{shown}</del> : shown}
            </div>
          );
        })}
      </div>
    </>
  );
}

function linesOf(preview: Exclude<Preview, { kind: "none" }>): string[] {
  return preview.kind === "request" ? requestLines(preview.request) : jsonLines(preview.body);
}

function requestLines({ method, url, headers, body }: RenderedRequest): string[] {
  return [`${method} ${url}`, ...headers.map(({ name, value }) => `${name}: ${value}`), "", ...jsonLines(body)];
}
