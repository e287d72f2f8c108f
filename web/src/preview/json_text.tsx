import { useLayoutEffect, useRef } from "preact/hooks";

import { CopyButton } from "../design/copy_button";
import { paintedJson } from "../json/painting";
import { text } from "../text/text";

interface JsonTextProps {
  /** Compact JSON: lines and indents are paint. */
  json: string;
  label: string;
  /** What its button copies; without it there is none. */
  copied?: string;
}

/** A JSON document to read and to copy. */
export function JsonText({ json, label, copied }: JsonTextProps) {
  const pre = useRef<HTMLPreElement>(null);
  useLayoutEffect(() => pre.current?.replaceChildren(paintedJson(json)), [json]);
  return (
    <div class="json-text">
      {copied !== undefined && <CopyButton label={text("json.copy")} content={() => copied} />}
      <pre ref={pre} class="body body--drawn" tabIndex={0} role="region" aria-label={label} data-testid="json-text" />
    </div>
  );
}
