import type { RenderedRequest } from "hookstorm";

import { useServices } from "../app/services";
import { CopyButton } from "../design/copy_button";
import { text } from "../text/text";
import { JsonText } from "./json_text";

/** A request that was made, or would be: line, headers and body, to read and to copy. */
export function RequestView({ request, label }: { request: RenderedRequest; label: string }) {
  const { hookstorm } = useServices();
  return (
    <div class="request-view" data-testid="request">
      <p class="request-line">
        <span class="request-line__method">{request.method}</span>
        <span class="request-line__url">{request.url}</span>
      </p>
      <dl class="headers">
        {request.headers.map(({ name, value }, index) => (
          <div key={`${name} ${index}`} class="headers__row">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div class="request-view__copy">
        <CopyButton label={text("request.curl")} content={() => hookstorm.curlCommand(request)} testId="copy-request-curl" />
        <CopyButton label={text("request.body")} content={() => request.body} />
      </div>
      <JsonText json={request.body} label={label} />
    </div>
  );
}
