import { useServices } from "../app/services";
import { listIn, objectIn, type JsonObject } from "../json/reading";
import { numberText, text } from "../text/text";
import { NumberField, NumberListField } from "./number_field";
import { SelectField } from "./select_field";
import type { WebhookDraft } from "./webhook_draft";

const KINDS = ["default", "standard", "livestorm", "delays", "growth"] as const;
type Kind = (typeof KINDS)[number];

type NumberMember = "first" | "retries" | "factor" | "longest" | "jitter";

/** What each kind begins with. */
const FIRST: Readonly<Record<Kind, unknown>> = {
  default: undefined,
  standard: "standard",
  livestorm: "livestorm",
  delays: { delays: [5, 300, 1800] },
  growth: { first: 5, retries: 10 },
};

/** When failures are tried again: a named policy, own waits, or waits that grow. */
export function RetryField({ draft }: { draft: WebhookDraft }) {
  const value = draft.value("retry");
  const kind = kindOf(value);
  const members = objectIn(value);
  const problems = draft.problemsOf("retry");
  const own = (name: string) => problems.filter(({ path }) => path === `/retry/${name}` || path.startsWith(`/retry/${name}/`));
  const write = (change: JsonObject) => {
    const given = Object.entries({ ...members, ...change }).filter(([, each]) => each !== undefined);
    draft.change("retry", Object.fromEntries(given));
  };
  const number = (name: NumberMember) => (
    <NumberField
      id={`retry-${name}`}
      label={text(`form.retry.${name}`)}
      hint={text(`form.retry.${name}.hint`)}
      isOptional={name !== "first" && name !== "retries"}
      value={members[name]}
      problems={own(name)}
      onChange={(each) => write({ [name]: each })}
    />
  );
  return (
    <>
      <SelectField
        id="retry"
        label={text("form.retry")}
        hint={<Waits retry={value} />}
        value={kind}
        choices={KINDS.map((each) => ({ value: each, title: text(`form.retry.${each}`) }))}
        problems={problems.filter(({ path }) => path === "/retry")}
        onChange={(chosen) => draft.change("retry", FIRST[chosen])}
      />
      {kind === "delays" && (
        <div class="form__pair">
          <NumberListField
            id="retry-delays"
            label={text("form.retry.delays.list")}
            hint={text("form.retry.delays.hint")}
            value={listIn(members["delays"])}
            problems={own("delays")}
            onChange={(delays) => write({ delays })}
          />
          {number("jitter")}
        </div>
      )}
      {kind === "growth" && (
        <>
          <div class="form__pair">
            {number("first")}
            {number("retries")}
          </div>
          <div class="form__pair">
            {number("factor")}
            {number("longest")}
          </div>
          <div class="form__pair">{number("jitter")}</div>
        </>
      )}
    </>
  );
}

function kindOf(value: unknown): Kind {
  if (value === undefined) {
    return "default";
  }
  if (typeof value === "string") {
    return value === "livestorm" ? "livestorm" : "standard";
  }
  return "delays" in objectIn(value) ? "delays" : "growth";
}

/** As long as the core simulates. */
const YEAR_S = 366 * 86_400;

/** The waits as the core's state machine makes them, for a message whose receiver always fails. */
function Waits({ retry }: { retry: unknown }) {
  const { hookstorm } = useServices();
  const { value } = hookstorm.simulate(
    JSON.stringify({
      ...(retry !== undefined && { retry: withoutChance(retry) }),
      traffic: [{ messages: 1, to: 1 }],
      endpoint: { status: 500, answer_ms: 0 },
      horizon: YEAR_S,
    }),
  );
  if (value === null) {
    return <>{text("form.retry.unsound")}</>;
  }
  const starts = value.timeline.map(({ at_ms: at }) => at);
  const waits = starts.slice(1).map((at, index) => durationText((at - (starts[index] ?? 0)) / 1000));
  return <>{waits.length === 0 ? text("form.retry.never") : text("form.retry.after", { waits: waits.join(", ") })}</>;
}

/** The waits themselves are shown, not what chance makes of them once. */
function withoutChance(retry: unknown): unknown {
  return typeof retry === "object" ? { ...retry, jitter: 0 } : retry;
}

const UNITS = [
  [86_400, "day"],
  [3600, "hour"],
  [60, "minute"],
] as const;

function durationText(seconds: number): string {
  for (const [size, unit] of UNITS) {
    if (seconds >= size * 0.95) {
      return numberText(seconds / size, { style: "unit", unit, unitDisplay: "narrow", maximumFractionDigits: 1 });
    }
  }
  return numberText(seconds, { style: "unit", unit: "second", unitDisplay: "narrow", maximumFractionDigits: 0 });
}
