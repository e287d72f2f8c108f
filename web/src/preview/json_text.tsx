import { useLayoutEffect, useRef } from "preact/hooks";

import { CopyButton } from "../design/copy_button";
import { paintedJson } from "../json/painting";
import { text } from "../text/text";

interface JsonTextProps {
  /** Compact JSON: lines and indents are paint. */
  json: string;
  label: string;
  /** What is copied, where that is not the text itself. */
  copied?: string;
}

/** A JSON document to read and to copy. */
export function JsonText({ json, label, copied = json }: JsonTextProps) {
  const pre = useRef<HTMLPreElement>(null);
  useLayoutEffect(() => pre.current?.replaceChildren(paintedJson(json)), [json]);
  return (
    <div class="json-text">
      <CopyButton label={text("json.copy")} content={() => copied} />
      <pre ref={pre} class="body body--drawn" tabIndex={0} role="region" aria-label={label} data-testid="json-text" />
    </div>
  );
}
