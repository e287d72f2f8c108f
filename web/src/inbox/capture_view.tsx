import { useEffect, useState } from "preact/hooks";
import type { RenderedRequest } from "hookstorm";

import { goTo } from "../app/navigation";
import { useServices } from "../app/services";
import type { DispatcherClient } from "../dispatcher/client";
import { wholeCapture, type Inbox, type WholeCapture } from "../dispatcher/inboxes";
import { RequestView } from "../preview/request_view";
import { momentText } from "../text/moments";
import { text } from "../text/text";
import { verifyDraft } from "../verify/verify_draft";
import { ComparisonView } from "./comparison_view";
import { ForwardForm } from "./forward_form";
import { SignatureVerdict } from "./signature_verdict";

interface CaptureViewProps {
  client: DispatcherClient;
  inbox: Inbox;
  number: number;
}

type Progress = { kind: "loading" } | { kind: "failed"; message: string } | { kind: "there"; whole: WholeCapture };

/** One capture: whether it is signed, whether it is what was sent, and the request itself. */
export function CaptureView({ client, inbox, number }: CaptureViewProps) {
  const [progress, setProgress] = useState<Progress>({ kind: "loading" });
  useEffect(() => {
    let isCurrent = true;
    wholeCapture(client, inbox.id, number).then(
      (whole) => isCurrent && setProgress({ kind: "there", whole }),
      (reason: unknown) =>
        isCurrent && setProgress({ kind: "failed", message: reason instanceof Error ? reason.message : String(reason) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [client, inbox.id, number]);
  return (
    <section class="card capture" aria-labelledby="capture-title" data-testid="capture">
      <h2 id="capture-title">{text("inbox.capture", { number })}</h2>
      {progress.kind === "loading" && <p class="later">{text("shell.coming")}</p>}
      {progress.kind === "failed" && <p class="failure-line">{progress.message}</p>}
      {progress.kind === "there" && <Content client={client} inbox={inbox} whole={progress.whole} />}
    </section>
  );
}

function Content({ client, inbox, whole }: { client: DispatcherClient; inbox: Inbox; whole: WholeCapture }) {
  const { hookstorm } = useServices();
  const { capture, headers, body } = whole;
  const request = requestOf(inbox, whole);
  const openInVerify = () => {
    verifyDraft(hookstorm).take({ headers: headers.map(({ name, value }) => `${name}: ${value}`).join("\n"), body: body ?? "" }, "");
    goTo({ place: "verify" }, { age: "any" });
  };
  return (
    <>
      <p class="card__lead">{text("inbox.from", { source: capture.source, moment: momentText(capture.at) })}</p>
      <SignatureVerdict client={client} inboxId={inbox.id} whole={whole} />
      <ComparisonView comparison={whole.comparison} />
      {body === null && <p class="note">{text("inbox.binary", { count: capture.bodyBytes })}</p>}
      <RequestView request={request} label={text("inbox.capture-body", { number: capture.number })} />
      <div class="capture__more">
        <button type="button" class="button button--small" disabled={body === null} onClick={openInVerify}>
          {text("inbox.open-verify")}
        </button>
      </div>
      <ForwardForm client={client} inboxId={inbox.id} number={capture.number} />
    </>
  );
}

/** As it would be sent again, byte for byte where its body is text. */
function requestOf({ url }: Inbox, { capture, headers, body, base64 }: WholeCapture): RenderedRequest {
  return { method: capture.method, url: new URL(capture.path, url).href, headers, body: body ?? base64 };
}
