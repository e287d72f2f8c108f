import type { Checked, ForeignBody, Verdict } from "hookstorm";

import { ProblemList } from "../design/problem_list";
import { durationText } from "../text/durations";
import { momentText } from "../text/moments";
import { phrase, text } from "../text/text";
import type { VerifyDraft } from "./verify_draft";

/** Valid, or all reasons why not; and what the body is. */
export function VerdictView({ draft }: { draft: VerifyDraft }) {
  const { value, problems } = draft.verdict.value;
  return (
    <>
      <div class={`verdict verdict--${value === null ? "bad" : "good"}`} data-testid="verdict" data-valid={value !== null}>
        <p class="verdict__title">{text(value === null ? "verify.invalid" : "verify.valid")}</p>
        {value !== null && <VerdictFacts verdict={value} />}
        <ProblemList problems={problems} />
      </div>
      <BodyReading reading={draft.reading.value} />
    </>
  );
}

function VerdictFacts({ verdict }: { verdict: Verdict }) {
  const { scheme, version, messageId, secretIndex, sentAt, ageSeconds } = verdict;
  return (
    <dl class="facts">
      <dt>{text("verify.scheme")}</dt>
      <dd>{version === undefined ? scheme : `${scheme}, ${version}`}</dd>
      {messageId !== undefined && (
        <>
          <dt>{text("verify.message")}</dt>
          <dd>
            <code>{messageId}</code>
          </dd>
        </>
      )}
      <dt>{text("verify.sent")}</dt>
      <dd>
        {momentText(sentAt)}
        {ageSeconds >= 0 && `, ${text("verify.ago", { time: durationText(ageSeconds * 1000) })}`}
      </dd>
      {secretIndex > 0 && (
        <>
          <dt>{text("verify.secret")}</dt>
          <dd>{text("verify.secret.index", { number: secretIndex + 1 })}</dd>
        </>
      )}
    </dl>
  );
}

function BodyReading({ reading: { value, problems } }: { reading: Checked<ForeignBody> }) {
  return (
    <div class="verify__reading" data-testid="body-reading">
      <h3>{text("verify.reading")}</h3>
      {value === null ? (
        <p class="card__lead">{text("verify.reading.none")}</p>
      ) : (
        <p>{phrase("verify.reading.is", { trigger: <code>{value.trigger}</code>, family: <code>{value.family}</code> })}</p>
      )}
      {value !== null && <ProblemList problems={problems} />}
    </div>
  );
}
