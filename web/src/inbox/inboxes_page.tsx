import { useEffect, useState } from "preact/hooks";

import { goTo } from "../app/navigation";
import { PageHeading } from "../app/page_heading";
import { hrefOf } from "../app/routes";
import { useServices } from "../app/services";
import { showToast } from "../app/toast";
import { UnknownPage } from "../app/unknown_page";
import { Plus } from "../design/icons";
import type { DispatcherClient } from "../dispatcher/client";
import { createInbox, listInboxes, type Inbox } from "../dispatcher/inboxes";
import { momentText } from "../text/moments";
import { text } from "../text/text";
import "../design/areas.css";
import "./inbox.css";

/** The receivers within the dispatcher. */
export function InboxesPage() {
  const { dispatcher } = useServices();
  return dispatcher === null ? <UnknownPage explanation={text("inbox.no-dispatcher")} /> : <Inboxes client={dispatcher} />;
}

function Inboxes({ client }: { client: DispatcherClient }) {
  const [inboxes, setInboxes] = useState<Inbox[] | null>(null);
  const [failure, setFailure] = useState("");
  useEffect(() => {
    listInboxes(client).then(setInboxes, (reason: unknown) => setFailure(messageOf(reason)));
  }, [client]);
  const make = async () => {
    try {
      const { id } = await createInbox(client, "");
      goTo({ place: "inbox", id });
    } catch (reason) {
      showToast({ text: messageOf(reason) });
    }
  };
  return (
    <>
      <PageHeading trail={[]} title={text("inbox.title")}>
        {inboxes !== null && inboxes.length > 0 && <MakeButton onMake={() => void make()} />}
      </PageHeading>
      <p class="page-lead">{text("inbox.lead")}</p>
      {failure !== "" && <p class="failure-line">{failure}</p>}
      {inboxes !== null && inboxes.length === 0 && (
        <div class="empty">
          <p class="empty__title">{text("inbox.none")}</p>
          <p>{text("inbox.none.hint")}</p>
          <MakeButton onMake={() => void make()} />
        </div>
      )}
      {inboxes !== null && inboxes.length > 0 && (
        <ul class="webhook-list" aria-label={text("inbox.title")}>
          {inboxes.map((inbox) => (
            <InboxRow key={inbox.id} inbox={inbox} />
          ))}
        </ul>
      )}
    </>
  );
}

function MakeButton({ onMake }: { onMake: () => void }) {
  return (
    <button type="button" class="button button--primary" data-testid="make-inbox" onClick={onMake}>
      <Plus /> {text("inbox.make")}
    </button>
  );
}

function InboxRow({ inbox: { id, name, url, captureCount, expiresAt } }: { inbox: Inbox }) {
  return (
    <li class="webhook-row" data-testid="inbox-row">
      <div class="webhook-row__text">
        <a class="webhook-row__title" href={hrefOf({ place: "inbox", id })}>
          {name === "" ? url : name}
        </a>
        <p class="webhook-row__facts">
          <span>{text("inbox.count", { count: captureCount })}</span>
          <span>{text("inbox.expires", { moment: momentText(expiresAt) })}</span>
        </p>
        {name !== "" && <p class="webhook-row__url">{url}</p>}
      </div>
    </li>
  );
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
