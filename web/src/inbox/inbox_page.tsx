import { useEffect, useState } from "preact/hooks";

import { currentParameters, goTo, showParameters } from "../app/navigation";
import { PageHeading } from "../app/page_heading";
import { useServices } from "../app/services";
import { showToast } from "../app/toast";
import { UnknownPage } from "../app/unknown_page";
import { CopyButton } from "../design/copy_button";
import type { DispatcherClient } from "../dispatcher/client";
import { clearCaptures, deleteInbox, inboxAt, type Inbox } from "../dispatcher/inboxes";
import { text } from "../text/text";
import { AnswerForm } from "./answer_form";
import { CaptureGrid } from "./capture_grid";
import { useCaptures, type CaptureList } from "./capture_list";
import { CaptureView } from "./capture_view";
import "../design/areas.css";
import "./inbox.css";

type Progress = { kind: "loading" } | { kind: "failed"; message: string } | { kind: "there"; inbox: Inbox };

/** One inbox: what it takes, as it comes in. */
export function InboxPage({ id }: { id: string }) {
  const { dispatcher } = useServices();
  const [progress, setProgress] = useState<Progress>({ kind: "loading" });
  useEffect(() => {
    if (dispatcher !== null) {
      inboxAt(dispatcher, id).then(
        (inbox) => setProgress({ kind: "there", inbox }),
        (reason: unknown) => setProgress({ kind: "failed", message: messageOf(reason) }),
      );
    }
  }, [dispatcher, id]);
  if (dispatcher === null) {
    return <UnknownPage explanation={text("inbox.no-dispatcher")} />;
  }
  switch (progress.kind) {
    case "loading":
      return <p class="later">{text("shell.coming")}</p>;
    case "failed":
      return <UnknownPage explanation={progress.message} />;
    case "there":
      return <Open client={dispatcher} inbox={progress.inbox} onChange={(inbox) => setProgress({ kind: "there", inbox })} />;
  }
}

interface OpenProps {
  client: DispatcherClient;
  inbox: Inbox;
  onChange: (inbox: Inbox) => void;
}

function Open({ client, inbox, onChange }: OpenProps) {
  const { list, connection } = useCaptures(client, inbox.id);
  const captures = list.captures.value;
  const asked = Number(currentParameters.value["capture"] ?? "");
  // Whoever just made an inbox wants to see what comes; whoever chose a capture, that.
  const chosen = captures.find(({ number }) => number === asked) ?? (asked > 0 ? undefined : captures[0]);
  return (
    <>
      <PageHeading trail={[{ text: text("inbox.title"), route: { place: "inboxes" } }]} title={inbox.name === "" ? text("inbox.one") : inbox.name}>
        <Actions client={client} inbox={inbox} list={list} />
      </PageHeading>
      <div class="inbox__address">
        <code data-testid="inbox-url">{inbox.url}</code>
        <CopyButton label={text("inbox.copy-url")} content={() => inbox.url} />
        <span class={`badge badge--${connection === "live" ? "dispatcher" : "browser"}`}>{text(`watch.connection.${connection}`)}</span>
      </div>
      <AnswerForm client={client} inbox={inbox} onChange={onChange} />
      {list.failure.value !== "" && <p class="failure-line">{list.failure.value}</p>}
      {captures.length === 0 ? (
        list.isLoaded.value && <Waiting url={inbox.url} />
      ) : (
        <div class="columns inbox">
          <CaptureGrid
            captures={captures}
            chosen={chosen?.number ?? null}
            onChoose={(number) => showParameters({ capture: String(number) })}
          />
          {chosen !== undefined && <CaptureView key={chosen.number} client={client} inbox={inbox} number={chosen.number} />}
        </div>
      )}
    </>
  );
}

function Waiting({ url }: { url: string }) {
  const command = `curl -d '{"hello":"inbox"}' -H 'content-type: application/json' ${url}`;
  return (
    <div class="empty inbox__waiting" data-testid="inbox-waiting">
      <p class="empty__title">{text("inbox.waiting")}</p>
      <p>{text("inbox.waiting.hint")}</p>
      <pre class="body">{command}</pre>
      <CopyButton label={text("json.copy")} content={() => command} />
    </div>
  );
}

function Actions({ client, inbox, list }: { client: DispatcherClient; inbox: Inbox; list: CaptureList }) {
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (reason) {
      showToast({ text: messageOf(reason) });
    }
  };
  return (
    <span class="inbox__actions">
      <button
        type="button"
        class="button button--small"
        disabled={list.captures.value.length === 0}
        onClick={() =>
          void attempt(async () => {
            await clearCaptures(client, inbox.id);
            showParameters({ capture: null });
            await list.load();
          })
        }
      >
        {text("inbox.clear")}
      </button>
      <button
        type="button"
        class="button button--small button--danger"
        data-testid="delete-inbox"
        onClick={() =>
          void attempt(async () => {
            await deleteInbox(client, inbox.id);
            goTo({ place: "inboxes" });
          })
        }
      >
        {text("inbox.delete")}
      </button>
    </span>
  );
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
