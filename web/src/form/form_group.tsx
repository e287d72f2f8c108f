import type { ComponentChildren } from "preact";

import { currentParameters, showParameters } from "../app/navigation";
import { ErrorSign } from "../design/icons";
import { text } from "../text/text";
import type { FieldName, WebhookDraft } from "./webhook_draft";

/** The groups of what a webhook may have beside trigger and URL, in the form's order, with their fields. */
export const GROUP_FIELDS = {
  content: ["family", "included", "content_mode", "template", "pick"],
  filter: ["filter"],
  signature: ["signature", "secret", "previous_secrets"],
  headers: ["headers"],
  delivery: ["retry", "timeout", "rate_limit", "concurrency", "ordered"],
  identity: ["name", "enabled"],
} as const satisfies Record<string, readonly FieldName[]>;
export type GroupName = keyof typeof GROUP_FIELDS;

/** Which groups are open stands in the address, so that links lead to them. */
function openGroups(): readonly string[] {
  return (currentParameters.value["open"] ?? "").split(",").filter((name) => name !== "");
}

export function openGroup(name: GroupName, isOpen = true): void {
  const others = openGroups().filter((each) => each !== name);
  showParameters({ open: (isOpen ? [...others, name] : others).join(",") });
}

/** Opens the group that a field stands in. */
export function openGroupOf(field: FieldName): void {
  const names = Object.keys(GROUP_FIELDS) as GroupName[];
  const name = names.find((each) => (GROUP_FIELDS[each] as readonly FieldName[]).includes(field));
  if (name !== undefined) {
    openGroup(name);
  }
}

interface FormGroupProps {
  name: GroupName;
  draft: WebhookDraft;
  /** What is chosen, in few words, for while the group is closed. */
  chosen: ComponentChildren;
  /** Made only while the group is open. */
  children: () => ComponentChildren;
}

/** One group, opened by its heading; its fields are made when it is open. */
export function FormGroup({ name, draft, chosen, children }: FormGroupProps) {
  const isOpen = openGroups().includes(name);
  const fields: readonly FieldName[] = GROUP_FIELDS[name];
  const hasErrors = fields.some((field) => draft.problemsOf(field).some(({ severity }) => severity === "error"));
  return (
    <section class={`group${isOpen ? " group--open" : ""}`}>
      <h3 class="group__heading">
        <button
          type="button"
          class="group__toggle"
          aria-expanded={isOpen}
          aria-controls={`group-${name}`}
          data-testid={`group-${name}`}
          onClick={() => openGroup(name, !isOpen)}
        >
          <span class="group__title">{text(`group.${name}`)}</span>
          {hasErrors && (
            <span class="group__errors">
              <ErrorSign />
              <span class="visually-hidden">{text("group.errors")}</span>
            </span>
          )}
          {!isOpen && <span class="group__chosen">{chosen}</span>}
        </button>
      </h3>
      <div id={`group-${name}`} class="group__fields" hidden={!isOpen}>
        {isOpen && (
          <>
            <p class="group__lead">{text(`group.${name}.lead`)}</p>
            {children()}
          </>
        )}
      </div>
    </section>
  );
}
