import type { TriggerName } from "hookstorm";

import { useServices } from "../app/services";
import { CopyButton } from "../design/copy_button";
import { bodySourceOf } from "../form/content_fields";
import { text } from "../text/text";
import { titleOf } from "../webhooks/title";
import type { Workspace } from "../webhooks/workspace";
import { bodyOf } from "./request_preview";
import { receiverCode } from "./receiver_code";

/** What is taken along of the request. What cannot be had yet is disabled, and says why. */
export function CopyActions({ workspace }: { workspace: Workspace }) {
  const { hookstorm } = useServices();
  const { preview, webhook } = workspace;
  const shown = preview.shown.value;
  const source = bodySourceOf(webhook);
  const isSigned = webhook.value("secret") !== undefined || webhook.isSecretKept;
  const facts = hookstorm.triggers().find(({ name }) => name === workspace.previewTrigger.value);
  const hasSchema =
    source === "family" && webhook.value("content_mode") !== "binary" && facts?.families.includes(webhook.family.value) === true;
  return (
    <div class="preview__copy" role="group" aria-label={text("preview.copy")}>
      <CopyButton
        label={text("preview.copy.curl")}
        testId="copy-curl"
        disabled={shown.kind !== "request"}
        content={() => {
          const request = preview.fresh();
          return request === null ? "" : hookstorm.curlCommand(request);
        }}
      />
      <CopyButton
        label={text("preview.copy.body")}
        testId="copy-body"
        disabled={shown.kind === "none"}
        content={() => bodyOf(preview.shown.peek()) ?? ""}
      />
      <CopyButton
        label={text("preview.copy.receiver")}
        testId="copy-receiver"
        disabled={!isSigned}
        {...(!isSigned && { why: text("preview.copy.receiver.unsigned") })}
        content={() =>
          receiverCode({
            title: titleOf({ name: String(webhook.value("name") ?? ""), url: webhook.url.peek() }),
            triggers: hookstorm.triggers().filter(({ name }) => webhook.triggers.peek().includes(name)),
            hasTriggers: source === "family",
          })
        }
      />
      <CopyButton
        label={text("preview.copy.schema")}
        testId="copy-schema"
        disabled={!hasSchema}
        {...(!hasSchema && { why: text("preview.copy.schema.none") })}
        content={() => JSON.stringify(hookstorm.schema(facts?.name as TriggerName, webhook.family.peek()), null, 2)}
      />
    </div>
  );
}
