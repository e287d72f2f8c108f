import { useEffect, useState } from "preact/hooks";

import { announce } from "../app/announcer";
import { showParameters } from "../app/navigation";
import type { DispatcherClient } from "../dispatcher/client";
import type { WebhookRevision } from "../dispatcher/resources";
import type { JsonObject } from "../json/reading";
import { language } from "../text/language";
import { text } from "../text/text";
import type { Workspace } from "./workspace";

type Progress = { kind: "coming" } | { kind: "there"; revisions: WebhookRevision[] } | { kind: "failed"; message: string };

/** What the webhook was, the newest first; an older one can be brought back into the form. */
export function RevisionsPanel({ workspace, dispatcher }: { workspace: Workspace; dispatcher: DispatcherClient }) {
  const { stored } = workspace.webhook;
  const [progress, setProgress] = useState<Progress>({ kind: "coming" });
  useEffect(() => {
    if (stored !== null) {
      dispatcher.revisions(stored.id).then(
        (revisions) => setProgress({ kind: "there", revisions }),
        (reason: Error) => setProgress({ kind: "failed", message: reason.message }),
      );
    }
  }, [stored]);
  return (
    <section class="card revisions" aria-labelledby="revisions-title">
      <h2 id="revisions-title">{text("revisions.title")}</h2>
      <p class="card__lead">{text("revisions.lead")}</p>
      {progress.kind === "failed" && <p class="failure-line">{progress.message}</p>}
      {progress.kind === "there" && (
        <ol class="revisions__list">
          {progress.revisions.map((revision, index) => (
            <Revision
              key={revision.number}
              revision={revision}
              before={progress.revisions[index + 1]}
              isPresent={index === 0}
              onBringBack={() => bringBack(workspace, revision)}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

/** The form holds it then, unsaved, and the preview shows what would differ. */
function bringBack({ webhook }: Workspace, { number, settings }: WebhookRevision): void {
  webhook.writeAll(settings);
  showParameters({ compare: "saved" });
  announce(text("revisions.back", { number }));
  document.getElementById("page-title")?.focus();
}

interface RevisionProps {
  revision: WebhookRevision;
  /** The one before it; undefined of the first. */
  before: WebhookRevision | undefined;
  isPresent: boolean;
  onBringBack: () => void;
}

function Revision({ revision, before, isPresent, onBringBack }: RevisionProps) {
  const { number, createdAt, settings } = revision;
  const moment = new Date(createdAt * 1000).toLocaleString(language.value, { dateStyle: "medium", timeStyle: "short" });
  const changed = before === undefined ? null : changedMembers(before.settings, settings);
  return (
    <li class="revisions__one" data-testid="revision" data-number={number}>
      <span>
        <strong>{text("revisions.one", { number, moment })}</strong>
        <span class="revisions__changed">
          {changed === null ? text("revisions.first") : text("revisions.changed", { members: changed.join(", ") })}
        </span>
      </span>
      {isPresent ? (
        <span class="revisions__present">{text("revisions.present")}</span>
      ) : (
        <button
          type="button"
          class="button button--small"
          aria-label={text("revisions.bring-back.one", { number })}
          onClick={onBringBack}
        >
          {text("revisions.bring-back")}
        </button>
      )}
    </li>
  );
}

function changedMembers(before: JsonObject, after: JsonObject): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}
