import { VirtualGrid } from "../design/virtual_grid";
import type { Capture } from "../dispatcher/inboxes";
import { momentText } from "../text/moments";
import { text } from "../text/text";

interface CaptureGridProps {
  captures: readonly Capture[];
  chosen: number | null;
  onChoose: (number: number) => void;
}

/** What an inbox took, the newest first. */
export function CaptureGrid({ captures, chosen, onChoose }: CaptureGridProps) {
  const selected = captures.findIndex(({ number }) => number === chosen);
  return (
    <VirtualGrid
      label={text("inbox.captures")}
      count={captures.length}
      rowHeight={52}
      testId="captures"
      head={
        <div class="capture-row">
          <span role="columnheader">{text("inbox.captures")}</span>
        </div>
      }
      keyOf={(index) => String(captures[index]?.number)}
      selected={selected < 0 ? null : selected}
      onSelect={(index) => onChoose(captures[index]?.number ?? 0)}
      prepended={captures.length}
      cells={(index) => {
        const { number, at, method, bodyBytes } = captures[index]!;
        return (
          <div class="capture-row" data-capture={number}>
            <span role="gridcell" class="capture-row__request">
              <strong>{method}</strong> <code>{pathWithin(captures[index]!)}</code>
            </span>
            <span role="gridcell" class="capture-row__facts">
              {number} · {momentText(at)} · {text("inbox.bytes", { count: bodyBytes })}
            </span>
          </div>
        );
      }}
    />
  );
}

/** What follows the inbox's own address. */
function pathWithin({ inboxId, path }: Capture): string {
  return path.slice(path.indexOf(inboxId) + inboxId.length) || "/";
}
