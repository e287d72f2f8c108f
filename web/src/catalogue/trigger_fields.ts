import type { Catalogue, FieldFacts, ResourceFacts, TriggerFacts } from "hookstorm";

import { fieldDescription } from "../text/field_words";

/** A field, where it lies in the occurrence, and the fields of what is nested in it. */
export interface PlacedField {
  facts: FieldFacts;
  /** From the record on: `registrant_detail.fields[].value`. */
  path: string;
  nested: PlacedField[];
}

/** A record of an occurrence, with its fields. */
export interface PlacedRecord {
  /** The member of the occurrence: `event`, `attendees`. */
  name: string;
  resource: ResourceFacts;
  fields: PlacedField[];
}

/** Members that hold several records of a resource with another name. */
const RESOURCES: Readonly<Record<string, string>> = { attendees: "person" };

/** All that an occurrence of a trigger holds. */
export function recordsOf({ resources }: Catalogue, trigger: TriggerFacts): PlacedRecord[] {
  const named = new Map(resources.map((each) => [each.name, each]));
  const placed = (resource: ResourceFacts, before: string): PlacedField[] =>
    resource.fields.map((facts) => {
      const path = `${before}${facts.name}`;
      const inner = facts.resource === undefined ? undefined : named.get(facts.resource);
      const nested = inner === undefined ? [] : placed(inner, `${path}${facts.type === "records" ? "[]." : "."}`);
      return { facts, path, nested };
    });
  return trigger.records.flatMap((name) => {
    const resource = named.get(RESOURCES[name] ?? name);
    return resource === undefined ? [] : [{ name, resource, fields: placed(resource, "") }];
  });
}

/** The fields that have a word in their path or description, or whose nested fields do. */
export function fieldsWith(word: string, fields: PlacedField[]): PlacedField[] {
  const sought = word.trim().toLowerCase();
  if (sought === "") {
    return fields;
  }
  return fields.flatMap((field) => {
    const { facts, path } = field;
    if (`${path} ${fieldDescription(facts)} ${facts.legacy?.name ?? ""}`.toLowerCase().includes(sought)) {
      return [field];
    }
    const nested = fieldsWith(sought, field.nested);
    return nested.length === 0 ? [] : [{ ...field, nested }];
  });
}
