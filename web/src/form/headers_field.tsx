import { useState } from "preact/hooks";

import { Cross, Plus } from "../design/icons";
import { ProblemList } from "../design/problem_list";
import { objectIn } from "../json/reading";
import { text } from "../text/text";
import type { WebhookDraft } from "./webhook_draft";

type Row = readonly [name: string, value: string];

/** Headers of the webhook's own, a row for each. Rows without a name and value are not there yet. */
export function HeadersField({ draft }: { draft: WebhookDraft }) {
  const [rows, setRows] = useState<readonly Row[]>(() => rowsOf(draft.value("headers")));
  const problems = draft.problemsOf("headers");
  const write = (changed: readonly Row[]) => {
    setRows(changed);
    const given = changed.filter(([name, value]) => name !== "" || value !== "");
    draft.change("headers", given.length === 0 ? undefined : Object.fromEntries(given));
  };
  const isRepeated = (name: string) => name !== "" && rows.filter((row) => row[0] === name).length > 1;
  return (
    <fieldset class="rows" id="headers" tabIndex={-1}>
      <legend class="visually-hidden">{text("group.headers")}</legend>
      {rows.map(([name, value], index) => {
        const own = problems.filter(({ path }) => path === `/headers/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`);
        return (
          <div key={index} class="rows__row rows__row--pair">
            <input
              type="text"
              class="code-input"
              aria-label={text("form.headers.name", { number: index + 1 })}
              aria-invalid={own.length > 0 || isRepeated(name)}
              placeholder="X-Team"
              spellcheck={false}
              autocomplete="off"
              data-testid="header-name"
              value={name}
              onInput={({ currentTarget }) => write(replaced(rows, index, [currentTarget.value, value]))}
            />
            <input
              type="text"
              class="code-input"
              aria-label={text("form.headers.value", { number: index + 1 })}
              spellcheck={false}
              autocomplete="off"
              data-testid="header-value"
              value={value}
              onInput={({ currentTarget }) => write(replaced(rows, index, [name, currentTarget.value]))}
            />
            <button
              type="button"
              class="icon-button"
              aria-label={text("form.headers.remove", { name })}
              onClick={() => write(rows.filter((_, at) => at !== index))}
            >
              <Cross />
            </button>
            <ProblemList problems={own} />
            {isRepeated(name) && <p class="rows__repeated">{text("form.headers.repeated")}</p>}
          </div>
        );
      })}
      <button type="button" class="button button--quiet" data-testid="header-add" onClick={() => setRows([...rows, ["", ""]])}>
        <Plus /> {text("form.headers.add")}
      </button>
      <ProblemList problems={problems.filter(({ path }) => path === "/headers")} />
    </fieldset>
  );
}

function rowsOf(value: unknown): readonly Row[] {
  const rows = Object.entries(objectIn(value)).map(([name, content]): Row => [name, String(content)]);
  return rows.length === 0 ? [["", ""]] : rows;
}

function replaced(rows: readonly Row[], index: number, row: Row): readonly Row[] {
  return rows.map((each, at) => (at === index ? row : each));
}
