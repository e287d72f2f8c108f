import type { Problem } from "hookstorm";
import { useRef, useState } from "preact/hooks";

import { announce } from "../app/announcer";
import { useServices, type Services } from "../app/services";
import { showToast } from "../app/toast";
import { downloadText } from "../design/download";
import { FILE_BYTES_MAX, readWebhookFile } from "../storage/webhook_file";
import type { ImportCount } from "../storage/webhook_repository";
import { text } from "../text/text";
import { ProblemTable } from "./problem_table";

type Outcome = { kind: "done" } | { kind: "refused"; message: string; problems: Problem[] };

/** Webhooks out to a file and in from one. */
export function Transfer() {
  const services = useServices();
  const input = useRef<HTMLInputElement>(null);
  const [outcome, setOutcome] = useState<Outcome>({ kind: "done" });
  const { collection } = services;
  const take = async (file: File | undefined) => {
    if (file !== undefined) {
      setOutcome(await importFile(services, file));
    }
  };
  return (
    <section class="transfer" aria-labelledby="transfer-title">
      <h2 id="transfer-title" class="transfer__title">
        {text("transfer.title")}
      </h2>
      <p class="transfer__lead">{text(`transfer.lead.${collection.place}`)}</p>
      <div class="transfer__actions">
        <button type="button" class="button button--small" data-testid="import" onClick={() => input.current?.click()}>
          {text("transfer.import")}
        </button>
        <button
          type="button"
          class="button button--small"
          data-testid="export"
          disabled={collection.webhooks.value.length === 0}
          onClick={() => void exportFile(services)}
        >
          {text("transfer.export")}
        </button>
        <input
          ref={input}
          class="visually-hidden"
          type="file"
          accept=".json,application/json"
          tabIndex={-1}
          aria-label={text("transfer.file")}
          data-testid="import-file"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            void take(file);
            event.currentTarget.value = "";
          }}
        />
      </div>
      <div role="alert" data-testid="import-outcome">
        {outcome.kind === "refused" && (
          <div class="transfer__refusal">
            <p class="failure-line">{outcome.message}</p>
            <ProblemTable problems={outcome.problems} />
          </div>
        )}
      </div>
    </section>
  );
}

async function exportFile({ collection }: Services): Promise<void> {
  try {
    downloadText("hookstorm-webhooks.json", await collection.exportText());
  } catch (reason) {
    showToast({ text: messageOf(reason) });
  }
}

async function importFile({ collection, hookstorm }: Services, file: File): Promise<Outcome> {
  if (file.size > FILE_BYTES_MAX) {
    return refusal(text("transfer.too-large"));
  }
  const { allowHttp } = collection;
  const { value, problems } = readWebhookFile(await file.text(), hookstorm, { allowHttp });
  if (value === null) {
    return refusal(text("transfer.refused"), problems);
  }
  try {
    const count = await collection.import(value);
    showToast({ text: importedText(count) });
    return { kind: "done" };
  } catch (reason) {
    return refusal(messageOf(reason));
  }
}

function importedText({ added, replaced }: ImportCount): string {
  const told = replaced > 0 ? text("transfer.added.replaced", { added, replaced }) : text("transfer.added", { count: added });
  announce(told);
  return told;
}

function refusal(message: string, problems: Problem[] = []): Outcome {
  return { kind: "refused", message, problems };
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
