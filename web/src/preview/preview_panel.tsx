import type { Problem } from "hookstorm";

import { currentParameters } from "../app/navigation";
import { useServices } from "../app/services";
import { ProblemList } from "../design/problem_list";
import { text } from "../text/text";
import type { Workspace } from "../webhooks/workspace";
import { BodyView } from "./body_view";
import { comparedIn } from "./compared";
import { Comparison } from "./comparison";
import { CopyActions } from "./copy_actions";
import { HeaderRows } from "./header_rows";
import { PreviewToolbar } from "./preview_toolbar";
import { bodyOf, type Preview } from "./request_preview";

/** The exact request, as it changes with the form and the occurrence. */
export function PreviewPanel({ workspace }: { workspace: Workspace }) {
  const { hookstorm } = useServices();
  const shown = workspace.preview.shown.value;
  const compared = comparedIn(currentParameters.value["compare"], hookstorm.families());
  return (
    <section class="card preview" aria-labelledby="preview-title">
      <h2 id="preview-title">{text("preview.title")}</h2>
      <PreviewToolbar workspace={workspace} />
      <FilterVerdict workspace={workspace} />
      {compared === null ? (
        <Request workspace={workspace} preview={shown} />
      ) : (
        <Comparison workspace={workspace} compared={compared} />
      )}
      <CopyActions workspace={workspace} />
    </section>
  );
}

function Request({ workspace, preview: shown }: { workspace: Workspace; preview: Preview }) {
  return (
    <>
      <RequestLine preview={shown} />
      <h3 class="preview__part">{text("preview.headers")}</h3>
      {shown.kind === "request" ? (
        <HeaderRows headers={shown.request.headers} keptSignature={workspace.webhook.keptSignature} />
      ) : (
        <p class="preview__pending">
          {text(shown.kind === "none" ? "preview.headers.none" : "preview.headers.pending")}
        </p>
      )}
      <Body workspace={workspace} preview={shown} />
    </>
  );
}

/** As they are on the wire, by HTTP/1.1: a header's line has four bytes beside its name and value. */
function headBytesOf(preview: Preview): number | null {
  const headers = preview.kind === "request" ? preview.request.headers : null;
  return headers?.reduce((sum, { name, value }) => sum + bytesOf(name) + bytesOf(value) + 4, 0) ?? null;
}

function bytesOf(content: string): number {
  return new TextEncoder().encode(content).length;
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
      <BodyView body={body} headBytes={headBytesOf(preview)} />
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
