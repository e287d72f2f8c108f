import { useEffect, useRef, useState } from "preact/hooks";

import { currentParameters } from "../app/navigation";
import { useServices } from "../app/services";
import { phrase, text } from "../text/text";
import { filterIn } from "../watch/watch_filter";
import { fetchLog, readLog, type DeliveryLog, type LogReading } from "./delivery_log";

/** Takes a log as a file, dropped or chosen. */
export function LogDrop({ onLog }: { onLog: (log: DeliveryLog) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);
  const { dispatcher } = useServices();
  const receive = async (reading: Promise<LogReading>) => {
    try {
      const read = await reading;
      if ("log" in read) {
        onLog(read.log);
      } else {
        setRefusal(text(`replay.refused.${read.refusal}`));
      }
    } catch (reason) {
      setRefusal(reason instanceof Error ? reason.message : String(reason));
    }
  };
  const take = async (file: File | undefined) => {
    if (file !== undefined) {
      await receive(readLog(file));
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
      {dispatcher !== null && (
        <button
          type="button"
          class="button"
          data-testid="fetch-log"
          onClick={() => void receive(fetchLog(filterIn(currentParameters.peek())))}
        >
          {text("replay.fetch")}
        </button>
      )}
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
