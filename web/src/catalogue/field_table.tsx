import { useEffect, useRef } from "preact/hooks";
import type { FieldFacts } from "hookstorm";
import type { VNode } from "preact";

import { currentParameters } from "../app/navigation";
import { hrefOf } from "../app/routes";
import { fieldDescription } from "../text/field_words";
import { text } from "../text/text";
import type { PlacedField } from "./trigger_fields";

interface FieldTableProps {
  trigger: string;
  record: string;
  fields: PlacedField[];
}

/** A record's fields, each with an address of its own; what is nested follows its field. */
export function FieldTable({ trigger, record, fields }: FieldTableProps) {
  return (
    <table class="fields">
      <caption class="visually-hidden">{text("catalogue.fields-of", { record })}</caption>
      <thead>
        <tr>
          <th scope="col">{text("catalogue.field")}</th>
          <th scope="col">{text("catalogue.type")}</th>
          <th scope="col">{text("catalogue.meaning")}</th>
        </tr>
      </thead>
      <tbody>{rowsOf(trigger, record, fields, 0)}</tbody>
    </table>
  );
}

function rowsOf(trigger: string, record: string, fields: PlacedField[], depth: number): VNode[] {
  return fields.flatMap((field) => [
    <FieldRow key={field.path} trigger={trigger} record={record} field={field} depth={depth} />,
    ...rowsOf(trigger, record, field.nested, depth + 1),
  ]);
}

interface FieldRowProps {
  trigger: string;
  record: string;
  field: PlacedField;
  depth: number;
}

function FieldRow({ trigger, record, field: { facts, path }, depth }: FieldRowProps) {
  const row = useRef<HTMLTableRowElement>(null);
  const place = `${record}.${path}`;
  const isLinked = currentParameters.value["field"] === place;
  useEffect(() => {
    if (isLinked) {
      row.current?.scrollIntoView({ block: "center" });
    }
  }, [isLinked]);
  return (
    <tr ref={row} class={isLinked ? "fields__linked" : ""} data-field={place}>
      <th scope="row" class={`fields__name fields__name--${Math.min(depth, 3)}`}>
        <a href={hrefOf({ place: "catalogueOf", id: trigger }, { ...currentParameters.value, field: place })} aria-current={isLinked ? "true" : undefined}>
          {facts.name}
        </a>
      </th>
      <td>
        <TypeText facts={facts} />
      </td>
      <td>
        <p>{fieldDescription(facts)}</p>
        <FieldNotes facts={facts} />
      </td>
    </tr>
  );
}

function TypeText({ facts: { type, unit, presence } }: { facts: FieldFacts }) {
  return (
    <>
      <span class="fields__type">{type}</span>
      {unit !== undefined && <span class="fields__unit"> {unit}</span>}
      {presence !== "required" && <span class="fields__presence">{text(`catalogue.presence.${presence}`)}</span>}
    </>
  );
}

function FieldNotes({ facts: { allowed, extended, legacy, name, presence, since } }: { facts: FieldFacts }) {
  const notes = [
    allowed !== undefined && text("catalogue.allowed", { values: allowed.join(", ") }),
    presence === "due" && text("catalogue.due", { trigger: since }),
    extended !== undefined &&
      text("catalogue.in-extended", { type: extended.unit === undefined ? extended.type : `${extended.type}, ${extended.unit}` }),
    legacy !== undefined && legacy.name !== name && text("catalogue.in-legacy", { name: legacy.name }),
  ].filter((note) => note !== false);
  return notes.length === 0 ? null : <p class="fields__notes">{notes.join(" · ")}</p>;
}
