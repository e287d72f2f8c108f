import { objectIn } from "../json/reading";
import { text } from "../text/text";
import { NumberField } from "./number_field";
import { RetryField } from "./retry_field";
import { SwitchField } from "./switch_field";
import type { WebhookDraft } from "./webhook_draft";

/** When failures are tried again, and how much is sent at once. */
export function DeliveryFields({ draft }: { draft: WebhookDraft }) {
  return (
    <>
      <RetryField draft={draft} />
      <div class="form__pair">
        <NumberField
          id="timeout"
          label={text("form.timeout")}
          hint={text("form.timeout.hint")}
          placeholder="15"
          value={draft.value("timeout")}
          problems={draft.problemsOf("timeout")}
          onChange={(value) => draft.change("timeout", value)}
        />
        <NumberField
          id="concurrency"
          label={text("form.concurrency")}
          hint={text("form.concurrency.hint")}
          placeholder="32"
          value={draft.value("concurrency")}
          problems={draft.problemsOf("concurrency")}
          onChange={(value) => draft.change("concurrency", value)}
        />
      </div>
      <RateLimitField draft={draft} />
      <SwitchField
        id="ordered"
        label={text("form.ordered")}
        hint={text("form.ordered.hint")}
        isOn={draft.value("ordered") === true}
        problems={draft.problemsOf("ordered")}
        onChange={(isOn) => draft.change("ordered", isOn ? true : undefined)}
      />
    </>
  );
}

function RateLimitField({ draft }: { draft: WebhookDraft }) {
  const limit = objectIn(draft.value("rate_limit"));
  const problems = draft.problemsOf("rate_limit");
  const write = (change: object) => {
    const members = Object.entries({ ...limit, ...change }).filter(([, value]) => value !== undefined);
    draft.change("rate_limit", members.length === 0 ? undefined : Object.fromEntries(members));
  };
  return (
    <fieldset class="pair" id="rate_limit" tabIndex={-1}>
      <legend class="visually-hidden">{text("form.rate-limit")}</legend>
      <div class="form__pair">
        <NumberField
          id="rate_limit-requests"
          label={text("form.rate-limit.requests")}
          hint={text("form.rate-limit.hint")}
          value={limit["requests"]}
          problems={problems.filter(({ path }) => path !== "/rate_limit/seconds")}
          onChange={(requests) => write({ requests })}
        />
        <NumberField
          id="rate_limit-seconds"
          label={text("form.rate-limit.seconds")}
          hint={text("form.rate-limit.seconds.hint")}
          value={limit["seconds"]}
          problems={problems.filter(({ path }) => path === "/rate_limit/seconds")}
          onChange={(seconds) => write({ seconds })}
        />
      </div>
    </fieldset>
  );
}
