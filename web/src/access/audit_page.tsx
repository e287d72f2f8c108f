import { useEffect, useState } from "preact/hooks";

import { PageHeading } from "../app/page_heading";
import { hrefOf } from "../app/routes";
import { useServices } from "../app/services";
import { UnknownPage } from "../app/unknown_page";
import { AUDIT_PATH, auditPage, type AuditEntry } from "../dispatcher/access";
import type { DispatcherClient } from "../dispatcher/client";
import { momentText } from "../text/moments";
import { text } from "../text/text";
import "../design/areas.css";
import "./tokens.css";

/** Who changed what, the latest first. */
export function AuditPage() {
  const { dispatcher } = useServices();
  return dispatcher === null ? <UnknownPage explanation={text("tokens.no-dispatcher")} /> : <Audit client={dispatcher} />;
}

function Audit({ client }: { client: DispatcherClient }) {
  const [entries, setEntries] = useState<AuditEntry[]>([]);
  const [next, setNext] = useState<string | null>(AUDIT_PATH);
  const [failure, setFailure] = useState("");
  const more = async () => {
    if (next === null) {
      return;
    }
    try {
      const page = await auditPage(client, next);
      setEntries([...entries, ...page.entries]);
      setNext(page.next);
      setFailure("");
    } catch (reason) {
      setFailure(reason instanceof Error ? reason.message : String(reason));
    }
  };
  useEffect(() => void more(), [client]);
  return (
    <>
      <PageHeading trail={[{ text: text("settings.title"), route: { place: "settings" } }]} title={text("audit.title")} />
      <p class="page-lead">{text("audit.lead")}</p>
      {failure !== "" && <p class="failure-line">{failure}</p>}
      {entries.length > 0 && (
        <div class="card audit" role="region" aria-label={text("audit.title")} tabIndex={0}>
          <table class="figures">
            <caption class="visually-hidden">{text("audit.title")}</caption>
            <thead>
              <tr>
                {(["at", "actor", "action", "subject"] as const).map((name) => (
                  <th key={name} scope="col">
                    {text(`audit.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <Row key={entry.id} entry={entry} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {entries.length > 0 && next !== null && (
        <button type="button" class="button audit__more" data-testid="more-audit" onClick={() => void more()}>
          {text("watch.more")}
        </button>
      )}
    </>
  );
}

function Row({ entry }: { entry: AuditEntry }) {
  const { collection } = useServices();
  const { at, actor, action, subjectId, subjectName, revisionBefore, revisionAfter } = entry;
  const name = subjectName === "" ? subjectId : subjectName;
  return (
    <tr data-testid="audit-entry" data-action={action}>
      <td>{momentText(at)}</td>
      <td>
        <code>{actor.kind}</code> {actor.tokenName ?? ""}
      </td>
      <td>
        <code>{action}</code>
        {revisionBefore !== null && revisionAfter !== null && ` ${revisionBefore} → ${revisionAfter}`}
      </td>
      <td>
        {collection.find(subjectId) === undefined ? name : <a href={hrefOf({ place: "edit", id: subjectId })}>{name}</a>}
      </td>
    </tr>
  );
}
