import type { Catalogue, FieldFacts, TriggerFacts } from "hookstorm";

import { fieldDescription } from "../text/field_words";
import { text } from "../text/text";

/** One name that an editor completes. */
export interface Word {
  name: string;
  /** `text`, `moment`, `record`, … */
  type: string;
  description: string;
  /** What can follow behind a dot. */
  members?: readonly Word[];
}

/** What an expression sees. */
export type Vocabulary = readonly Word[];

/** How deep records within records are followed; the catalogue has no deeper ones. */
const DEPTH_MAX = 4;

/** The names in an expression's sight, for a webhook with these triggers: those that any of them has. */
export function vocabularyFor(catalogue: Catalogue, triggers: readonly string[]): Vocabulary {
  const chosen = catalogue.triggers.filter(({ name }) => triggers.includes(name));
  const seen = chosen.length > 0 ? chosen : catalogue.triggers;
  const records = [...new Set(seen.flatMap((facts) => facts.records))];
  return [
    ...records.map((record) => recordWord(catalogue, record)),
    { name: "trigger", type: "text", description: sample(seen) },
    { name: "occurred_at", type: "moment", description: text("editor.word.occurred_at") },
    { name: "now", type: "moment", description: text("editor.word.now") },
    { name: "body", type: "record", description: text("editor.word.body") },
  ];
}

function sample(triggers: readonly TriggerFacts[]): string {
  return text("editor.word.trigger", { names: triggers.map(({ name }) => `"${name}"`).join(", ") });
}

/** An occurrence's member: a resource of its name, or a list of people. */
function recordWord(catalogue: Catalogue, record: string): Word {
  const resource = catalogue.resources.find(({ name }) => name === record);
  if (resource === undefined) {
    return { name: record, type: "records", description: text("editor.word.records") };
  }
  return {
    name: record,
    type: "record",
    description: text("editor.word.record", { name: record }),
    members: memberWords(catalogue, resource.fields, DEPTH_MAX),
  };
}

function memberWords(catalogue: Catalogue, fields: readonly FieldFacts[], depth: number): Word[] {
  return fields.map((field) => {
    const { name, type, unit, resource } = field;
    const nested = type === "record" && depth > 0 ? catalogue.resources.find((each) => each.name === resource) : undefined;
    return {
      name,
      type: unit === undefined ? type : `${type}, ${unit}`,
      description: fieldDescription(field),
      ...(nested !== undefined && { members: memberWords(catalogue, nested.fields, depth - 1) }),
    };
  });
}

/** What follows a path such as `event.owner`; undefined where it leads nowhere. */
export function membersAt(vocabulary: Vocabulary, path: readonly string[]): Vocabulary | undefined {
  let words: Vocabulary | undefined = vocabulary;
  for (const name of path) {
    words = words?.find((word) => word.name === name)?.members;
  }
  return words;
}
