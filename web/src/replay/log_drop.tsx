import { useEffect, useRef, useState } from "preact/hooks";

import { phrase, text } from "../text/text";
import { readLog, type DeliveryLog } from "./delivery_log";

/** Takes a log as a file, dropped or chosen. */
export function LogDrop({ onLog }: { onLog: (log: DeliveryLog) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);
  const take = async (file: File | undefined) => {
    if (file === undefined) {
      return;
    }
    const reading = await readLog(file);
    if ("log" in reading) {
      onLog(reading.log);
    } else {
      setRefusal(text(`replay.refused.${reading.refusal}`));
    }
  };
  useDropAnywhere((file) => void take(file), setOver);
  return (
    <div class={`empty log-drop${isOver ? " log-drop--over" : ""}`} data-testid="log-drop">
      <p class="empty__title">{text("replay.drop")}</p>
      <p>{phrase("replay.drop.hint")}</p>
      <button type="button" class="button button--primary" onClick={() => input.current?.click()}>
        {text("replay.choose")}
      </button>
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        accept=".jsonl,.ndjson,.json,.txt"
        tabIndex={-1}
        aria-label={text("replay.choose")}
        data-testid="log-file"
        onChange={(event) => {
          void take(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
      {refusal !== null && (
        <p class="failure-line" role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
}

/** The whole page takes the drop: nobody has to aim, and a miss does not leave the page for the file. */
function useDropAnywhere(take: (file: File | undefined) => void, setOver: (isOver: boolean) => void): void {
  useEffect(() => {
    const over = (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    };
    const leave = () => setOver(false);
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      take(event.dataTransfer?.files[0]);
    };
    addEventListener("dragover", over);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, []);
}
