import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";

import { paintedJson } from "../json/painting";
import { text } from "../text/text";

type Display = "drawn" | "sent";

/** How bodies are displayed, wherever one is: a choice of the visitor for the page session. */
const chosenDisplay = signal<Display>("drawn");

interface BodyViewProps {
  body: string;
  /** How many bytes the headers have; null while there are none. */
  headBytes: number | null;
}

/** A body whose text content is exactly what is sent; lines and indents are paint. */
export function BodyView({ body, headBytes }: BodyViewProps) {
  const pre = useRef<HTMLPreElement>(null);
  useLayoutEffect(() => pre.current?.replaceChildren(paintedJson(body)), [body]);
  const bytes = new TextEncoder().encode(body).length;
  return (
    <>
      <div class="body-head">
        <h3 class="preview__part" id="body-title">
          {text("preview.body")} <span class="body-head__size">{text("preview.body.size", { bytes })}</span>
        </h3>
        <DisplayChoice />
      </div>
      <pre
        ref={pre}
        class={`body body--${chosenDisplay.value}`}
        data-testid="preview-body"
        tabIndex={0}
        role="region"
        aria-labelledby="body-title"
        onCopy={copyAsSent}
      />
      <p class="body-note" data-testid="sizes">
        {headBytes === null
          ? text("preview.body.note", { bytes })
          : text("preview.sizes", { headers: headBytes, body: bytes, all: headBytes + bytes })}
      </p>
    </>
  );
}

function DisplayChoice() {
  return (
    <div class="segments" role="group" aria-label={text("preview.body.show")}>
      {(["drawn", "sent"] as const).map((display) => (
        <button
          key={display}
          type="button"
          aria-pressed={chosenDisplay.value === display}
          onClick={() => (chosenDisplay.value = display)}
        >
          {text(`preview.body.${display}`)}
        </button>
      ))}
    </div>
  );
}

/** A browser would copy the drawn line breaks too; this copies what is selected of the bytes. */
function copyAsSent(event: ClipboardEvent): void {
  const selection = getSelection();
  if (selection !== null && selection.rangeCount > 0 && event.clipboardData !== null) {
    event.clipboardData.setData("text/plain", selection.getRangeAt(0).cloneContents().textContent ?? "");
    event.preventDefault();
  }
}
