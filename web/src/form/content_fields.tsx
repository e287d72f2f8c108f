import { useServices } from "../app/services";
import { familyDescription, familyTitle } from "../text/core_words";
import { phrase, text } from "../text/text";
import type { Workspace } from "../webhooks/workspace";
import { PickField } from "./pick_field";
import { SelectField } from "./select_field";
import { SwitchField } from "./switch_field";
import { TemplateField } from "./template_field";
import type { WebhookDraft } from "./webhook_draft";

/** What the body holds: its family, what that leaves to choose, and whether all of it is sent. */
export function ContentFields({ workspace }: { workspace: Workspace }) {
  const { webhook: draft } = workspace;
  return (
    <>
      <FamilyField draft={draft} />
      {draft.family.value === "extended" && <IncludedField draft={draft} />}
      {draft.family.value === "cloudevents" && <ContentModeField draft={draft} />}
      <BodyChoice draft={draft} />
      {draft.templateText.value !== null && <TemplateField workspace={workspace} />}
      {draft.value("pick") !== undefined && <PickField workspace={workspace} />}
    </>
  );
}

export type BodySource = "family" | "pick" | "template";

export function bodySourceOf(draft: WebhookDraft): BodySource {
  if (draft.templateText.value !== null) {
    return "template";
  }
  return draft.value("pick") === undefined ? "family" : "pick";
}

function FamilyField({ draft }: { draft: WebhookDraft }) {
  const families = useServices().hookstorm.families();
  const chosen = families.filter(({ name }) => name === draft.family.value);
  return (
    <SelectField
      id="family"
      label={text("form.family")}
      hint={chosen.map(familyDescription)}
      value={draft.family.value}
      choices={families.map((facts) => ({ value: facts.name, title: familyTitle(facts) }))}
      problems={draft.problemsOf("family")}
      onChange={(family) => draft.chooseFamily(family)}
    />
  );
}

function IncludedField({ draft }: { draft: WebhookDraft }) {
  return (
    <SwitchField
      id="included"
      label={text("form.included")}
      hint={phrase("form.included.hint")}
      isOn={draft.value("included") === true}
      problems={draft.problemsOf("included")}
      onChange={(isOn) => draft.change("included", isOn ? true : undefined)}
    />
  );
}

const CONTENT_MODES = ["structured", "binary"] as const;

function ContentModeField({ draft }: { draft: WebhookDraft }) {
  const value = CONTENT_MODES.find((mode) => mode === draft.value("content_mode")) ?? "structured";
  return (
    <SelectField
      id="content_mode"
      label={text("form.content-mode")}
      hint={text(`form.content-mode.${value}.hint`)}
      value={value}
      choices={CONTENT_MODES.map((mode) => ({ value: mode, title: text(`form.content-mode.${mode}`) }))}
      problems={draft.problemsOf("content_mode")}
      onChange={(mode) => draft.change("content_mode", mode === "structured" ? undefined : mode)}
    />
  );
}

/** What a new template begins with: something that every trigger has. */
const FIRST_TEMPLATE = '{\n  "trigger": "${trigger}",\n  "happened_at": "${occurred_at}"\n}';

function BodyChoice({ draft }: { draft: WebhookDraft }) {
  const chosen = bodySourceOf(draft);
  const choose = (source: BodySource) => {
    draft.change("pick", source === "pick" ? [""] : undefined);
    draft.writeTemplate(source === "template" ? FIRST_TEMPLATE : null);
  };
  return (
    <div class="field">
      <span class="field__label" id="body-choice">
        {text("form.body")}
      </span>
      <div class="segments" role="group" aria-labelledby="body-choice">
        {(["family", "pick", "template"] as const).map((source) => (
          <button
            key={source}
            type="button"
            aria-pressed={source === chosen}
            data-testid={`body-${source}`}
            onClick={() => source !== chosen && choose(source)}
          >
            {text(`form.body.${source}`)}
          </button>
        ))}
      </div>
      <p class="field__hint">{text(`form.body.${chosen}.hint`)}</p>
    </div>
  );
}
