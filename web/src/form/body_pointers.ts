import type { FamilyName, Hookstorm, JsonSchema, TriggerName } from "hookstorm";

import { listIn, objectIn, textIn, type JsonObject } from "../json/reading";
import { fieldDescription } from "../text/field_words";

export interface BodyPointer {
  /** A JSON Pointer; `*` stands for each item of a list. */
  pointer: string;
  description: string;
}

/** Records within records, and lists of them. */
const DEPTH_MAX = 8;

/** Everything that a family's bodies of these triggers can hold, by their schemas. */
export function pointersOf(hookstorm: Hookstorm, family: FamilyName, triggers: readonly string[]): BodyPointer[] {
  const found = new Map<string, string>();
  for (const { name, families } of hookstorm.triggers()) {
    if (triggers.includes(name) && families.includes(family)) {
      collect(hookstorm.schema(name as TriggerName, family), found);
    }
  }
  return [...found].map(([pointer, description]) => ({ pointer, description: fieldDescription({ description }) }));
}

function collect(schema: JsonSchema, found: Map<string, string>): void {
  const visit = (node: JsonObject, pointer: string, depth: number): void => {
    const target = resolved(schema, node);
    if (pointer !== "") {
      found.set(pointer, found.get(pointer) || textIn(node["description"]) || textIn(target["description"]));
    }
    if (depth === DEPTH_MAX) {
      return;
    }
    for (const alternative of [target, ...listIn(target["anyOf"]).map((each) => resolved(schema, objectIn(each)))]) {
      for (const [name, member] of Object.entries(objectIn(alternative["properties"]))) {
        visit(objectIn(member), `${pointer}/${escaped(name)}`, depth + 1);
      }
      if (alternative["items"] !== undefined) {
        visit(objectIn(alternative["items"]), `${pointer}/*`, depth + 1);
      }
    }
  };
  visit(schema as unknown as JsonObject, "", 0);
}

function resolved(schema: JsonSchema, node: JsonObject): JsonObject {
  const name = /^#\/\$defs\/(.+)$/.exec(textIn(node["$ref"]))?.[1];
  return name === undefined ? node : objectIn(schema.$defs[name]);
}

function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
