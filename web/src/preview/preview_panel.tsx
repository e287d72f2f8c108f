import type { Problem } from "hookstorm";

import { useServices } from "../app/services";
import { CopyButton } from "../design/copy_button";
import { ProblemList } from "../design/problem_list";
import { text } from "../text/text";
import type { Workspace } from "../webhooks/workspace";
import { BodyView } from "./body_view";
import { HeaderRows } from "./header_rows";
import type { Preview } from "./request_preview";

/** The exact request, as it changes with the form and the occurrence. */
export function PreviewPanel({ workspace }: { workspace: Workspace }) {
  const shown = workspace.preview.shown.value;
  return (
    <section class="card preview" aria-labelledby="preview-title">
      <div class="card__head">
        <h2 id="preview-title">{text("preview.title")}</h2>
        <CopyActions workspace={workspace} />
      </div>
      <RequestLine preview={shown} />
      <FilterVerdict workspace={workspace} />
      <h3 class="preview__part">{text("preview.headers")}</h3>
      {shown.kind === "request" ? (
        <HeaderRows headers={shown.request.headers} keptSignature={workspace.webhook.keptSignature} />
      ) : (
        <p class="preview__pending">
          {text(shown.kind === "none" ? "preview.headers.none" : "preview.headers.pending")}
        </p>
      )}
      <Body workspace={workspace} preview={shown} />
    </section>
  );
}

function CopyActions({ workspace }: { workspace: Workspace }) {
  const { hookstorm } = useServices();
  const { preview } = workspace;
  const shown = preview.shown.value;
  const curl = () => {
    const request = preview.fresh();
    return request === null ? "" : hookstorm.curlCommand(request);
  };
  return (
    <div class="preview__copy">
      <CopyButton
        label={text("preview.copy.curl")}
        testId="copy-curl"
        disabled={shown.kind !== "request"}
        content={curl}
      />
      <CopyButton
        label={text("preview.copy.body")}
        testId="copy-body"
        disabled={shown.kind === "none"}
        content={() => bodyOf(preview.shown.peek()) ?? ""}
      />
    </div>
  );
}

function RequestLine({ preview }: { preview: Preview }) {
  if (preview.kind !== "request") {
    return (
      <p class="request-line request-line--pending">
        {text(preview.kind === "none" ? "preview.line.none" : "preview.line.pending")}
      </p>
    );
  }
  const { method, url } = preview.request;
  return (
    <p class="request-line">
      <span class="request-line__method" data-testid="preview-method">
        {method}
      </span>{" "}
      <span class="request-line__url" data-testid="preview-url">
        {url}
      </span>
    </p>
  );
}

/** Says that the request would not be sent for this occurrence; the preview goes on beside it. */
function FilterVerdict({ workspace }: { workspace: Workspace }) {
  const match = workspace.preview.filtered.value;
  if (match === null || match.passes || match.reason === "trigger") {
    return null;
  }
  return (
    <p class="note" role="status" data-testid="filter-verdict" data-reason={match.reason}>
      {text("preview.not-sent", { explanation: match.explanation })}
    </p>
  );
}

function Body({ workspace, preview }: { workspace: Workspace; preview: Preview }) {
  const body = bodyOf(preview);
  if (body === null) {
    return (
      <>
        <h3 class="preview__part">{text("preview.body")}</h3>
        <NoBody problems={preview.kind === "none" ? preview.problems : []} />
      </>
    );
  }
  const { webhook } = workspace;
  const isIdOpen = webhook.id === undefined && webhook.family.value === "extended";
  return (
    <>
      <BodyView body={body} />
      {isIdOpen && (
        <p class="note">{text("preview.body.open-id")}</p>
      )}
    </>
  );
}

function NoBody({ problems }: { problems: Problem[] }) {
  if (problems.length > 0) {
    return <ProblemList problems={problems} />;
  }
  return (
    <p class="preview__pending">{text("preview.body.none")}</p>
  );
}

function bodyOf(preview: Preview): string | null {
  switch (preview.kind) {
    case "request":
      return preview.request.body;
    case "body":
      return preview.body;
    case "none":
      return null;
  }
}
