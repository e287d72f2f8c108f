import { useEffect } from "preact/hooks";

import { currentParameters, showParameters } from "../app/navigation";
import { useServices } from "../app/services";
import { familyTitle, triggerTitleOf } from "../text/core_words";
import { text } from "../text/text";
import type { Workspace } from "../webhooks/workspace";
import { comparedIn } from "./compared";

/** What is previewed, and what it is compared with. Both stand in the address. */
export function PreviewToolbar({ workspace }: { workspace: Workspace }) {
  return (
    <div class="preview-toolbar">
      <TriggerChoice workspace={workspace} />
      <FamilyChoice workspace={workspace} />
      <CompareChoice workspace={workspace} />
    </div>
  );
}

/** Only a webhook with several triggers has a choice. */
function TriggerChoice({ workspace }: { workspace: Workspace }) {
  const { hookstorm } = useServices();
  const triggers = workspace.webhook.triggers.value;
  const asked = currentParameters.value["trigger"];
  useEffect(() => {
    if (asked !== undefined) {
      workspace.previewFor(asked);
    }
  }, [asked]);
  if (triggers.length < 2) {
    return null;
  }
  return (
    <label class="preview-toolbar__choice">
      <span>{text("preview.trigger")}</span>
      <select
        data-testid="preview-trigger"
        value={workspace.previewTrigger.value}
        onChange={({ currentTarget }) => {
          workspace.previewFor(currentTarget.value);
          showParameters({ trigger: currentTarget.value });
        }}
      >
        {triggers.map((name) => (
          <option key={name} value={name}>
            {triggerTitleOf(hookstorm.triggers(), name)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The webhook's family, to be changed while looking at what it makes. */
function FamilyChoice({ workspace }: { workspace: Workspace }) {
  const { hookstorm } = useServices();
  const { webhook } = workspace;
  return (
    <label class="preview-toolbar__choice">
      <span>{text("form.family")}</span>
      <select
        data-testid="preview-family"
        value={webhook.family.value}
        onChange={({ currentTarget }) => {
          const facts = hookstorm.families().find(({ name }) => name === currentTarget.value);
          if (facts !== undefined) {
            webhook.chooseFamily(facts.name);
          }
        }}
      >
        {hookstorm.families().map((facts) => (
          <option key={facts.name} value={facts.name}>
            {familyTitle(facts)}
          </option>
        ))}
      </select>
    </label>
  );
}

function CompareChoice({ workspace }: { workspace: Workspace }) {
  const { hookstorm } = useServices();
  const { webhook, kept } = workspace;
  const families = hookstorm.families();
  const parameter = currentParameters.value["compare"];
  const isMeant = comparedIn(parameter, families) !== null;
  const compare = (value: string) => {
    if (value === "kept") {
      kept.value = webhook.configuration.peek();
    }
    showParameters({ compare: value });
  };
  return (
    <label class="preview-toolbar__choice">
      <span>{text("compare.with")}</span>
      <select
        data-testid="compare"
        value={isMeant ? parameter : ""}
        onChange={({ currentTarget }) => compare(currentTarget.value)}
      >
        <option value="">{text("compare.nothing")}</option>
        {webhook.stored !== null && <option value="saved">{text("compare.saved")}</option>}
        <option value="kept">{text("compare.kept")}</option>
        {families
          .filter(({ name }) => name !== webhook.family.value || name === parameter)
          .map((facts) => (
            <option key={facts.name} value={facts.name}>
              {text("compare.family", { family: familyTitle(facts) })}
            </option>
          ))}
      </select>
    </label>
  );
}
