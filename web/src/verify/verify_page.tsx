import { useRef } from "preact/hooks";

import { showParameters } from "../app/navigation";
import { PageHeading } from "../app/page_heading";
import { useServices } from "../app/services";
import { showToast } from "../app/toast";
import { text } from "../text/text";
import { signedSample } from "./signed_sample";
import { VerdictView } from "./verdict_view";
import { verifyDraft, type VerifyDraft } from "./verify_draft";
import "../design/areas.css";
import "./verify.css";

const BODY_BYTES_MAX = 2 * 1024 * 1024;

/** Whether a received request is signed by a secret, and why not. Nothing leaves the browser. */
export function VerifyPage() {
  const { hookstorm } = useServices();
  const draft = verifyDraft(hookstorm);
  return (
    <>
      <PageHeading trail={[]} title={text("verify.title")}>
        <button
          type="button"
          class="button button--small"
          data-testid="verify-sample"
          onClick={() => {
            const { request, secret } = signedSample(hookstorm);
            draft.take(request, secret);
          }}
        >
          {text("verify.sample")}
        </button>
      </PageHeading>
      <p class="page-lead">{text("verify.lead")}</p>
      <div class="columns verify">
        <div class="card verify__form">
          <HeadersField draft={draft} />
          <BodyField draft={draft} />
          <SecretField draft={draft} />
          <label class="check">
            <input
              type="checkbox"
              checked={draft.isAnyAgeFine.value}
              data-testid="any-age"
              onChange={(event) => showParameters({ age: event.currentTarget.checked ? "any" : null })}
            />
            {text("verify.age")}
          </label>
        </div>
        <section class="card verify__verdict" aria-labelledby="verdict-title" aria-live="polite">
          <h2 id="verdict-title">{text("verify.verdict")}</h2>
          {draft.isEmpty.value ? <p class="card__lead">{text("verify.empty")}</p> : <VerdictView draft={draft} />}
        </section>
      </div>
    </>
  );
}

function HeadersField({ draft }: { draft: VerifyDraft }) {
  return (
    <div class="field">
      <label for="verify-headers">{text("verify.headers")}</label>
      <textarea
        id="verify-headers"
        class="code-area"
        rows={7}
        spellcheck={false}
        placeholder={"webhook-id: msg_…\nwebhook-timestamp: 1767225600\nwebhook-signature: v1,…"}
        aria-describedby="verify-headers-hint"
        data-testid="verify-headers"
        value={draft.headers.value}
        onInput={(event) => draft.pasteHeaders(event.currentTarget.value)}
      />
      <p id="verify-headers-hint" class="field__hint">
        {text("verify.headers.hint")}
      </p>
    </div>
  );
}

function BodyField({ draft }: { draft: VerifyDraft }) {
  const file = useRef<HTMLInputElement>(null);
  const body = draft.body.value;
  const take = async (chosen: File | undefined) => {
    if (chosen === undefined) {
      return;
    }
    if (chosen.size > BODY_BYTES_MAX) {
      showToast({ text: text("verify.body.too-large") });
      return;
    }
    draft.body.value = new Uint8Array(await chosen.arrayBuffer());
  };
  return (
    <div class="field">
      <label for="verify-body">{text("verify.body")}</label>
      {typeof body === "string" ? (
        <textarea
          id="verify-body"
          class="code-area"
          rows={9}
          spellcheck={false}
          aria-describedby="verify-body-hint"
          data-testid="verify-body"
          value={body}
          onInput={(event) => (draft.body.value = event.currentTarget.value)}
        />
      ) : (
        <p class="verify__file">
          {text("verify.body.bytes", { count: body.length })}{" "}
          <button type="button" class="button button--small" onClick={() => (draft.body.value = "")}>
            {text("verify.body.remove")}
          </button>
        </p>
      )}
      <p id="verify-body-hint" class="field__hint">
        {text("verify.body.hint")}{" "}
        <button type="button" class="link" onClick={() => file.current?.click()}>
          {text("verify.body.file")}
        </button>
      </p>
      <input
        ref={file}
        class="visually-hidden"
        type="file"
        tabIndex={-1}
        aria-label={text("verify.body.file")}
        data-testid="verify-file"
        onChange={(event) => {
          void take(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}

function SecretField({ draft }: { draft: VerifyDraft }) {
  return (
    <div class="field">
      <label for="verify-secret">{text("verify.secret")}</label>
      <textarea
        id="verify-secret"
        class="code-area"
        rows={2}
        spellcheck={false}
        autocomplete="off"
        placeholder="whsec_…"
        aria-describedby="verify-secret-hint"
        data-testid="verify-secret"
        value={draft.secrets.value}
        onInput={(event) => (draft.secrets.value = event.currentTarget.value)}
      />
      <p id="verify-secret-hint" class="field__hint">
        {text("verify.secret.hint")}
      </p>
    </div>
  );
}
