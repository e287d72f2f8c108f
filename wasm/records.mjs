// Writes the TypeScript declarations of records and bodies from the schemas of the built core, so that no
// list of fields is ever copied. Types that are alike share one declaration; where a trigger makes a
// difference, the declaration bears its name.

const primitives = { string: "string", integer: "number", number: "number", boolean: "boolean", null: "null" };

/** `session.started` or `registrant_detail` as part of a type's name. */
function pascal(name) {
  return name.replace(/(?:^|[._-])(\w)/g, (_, letter) => letter.toUpperCase());
}

function comment(text, indent = "") {
  return `${indent}/** ${text.replaceAll("*/", "*\\/")} */\n`;
}

/** The declarations so far, by name. */
class Declarations {
  #texts = new Map();

  /** Declares an interface under the first of `names` that is free or already says the same. */
  add(names, intro, body) {
    const name = names.find((one) => (this.#texts.get(one)?.body ?? body) === body);
    this.#texts.set(name, { intro, body });
    return name;
  }

  toString() {
    return [...this.#texts].map(([name, { intro, body }]) => `${intro}export interface ${name} ${body}\n`).join("\n");
  }
}

/** Declares what one schema holds. */
class SchemaTypes {
  #declarations;
  #schema;
  #namesOf;
  #declared = new Map();

  constructor(declarations, schema, namesOf) {
    this.#declarations = declarations;
    this.#schema = schema;
    this.#namesOf = namesOf;
  }

  /** Gives the name of the document's own type. */
  declare(name) {
    return this.#interface([name], this.#schema, comment(`${this.#schema.title}. ${this.#schema.description}`));
  }

  #interface(names, table, intro) {
    const members = Object.entries(table.properties).map(([name, value]) => {
      const optional = table.required.includes(name) ? "" : "?";
      return `${comment(value.description, "  ")}  ${name}${optional}: ${this.#type(value, value.description)};\n`;
    });
    return this.#declarations.add(names, intro, `{\n${members.join("")}}`);
  }

  /** `description`: what the first member that has such a record says of it. */
  #reference(reference, description) {
    const name = reference.slice("#/$defs/".length);
    if (!this.#declared.has(name)) {
      this.#declared.set(name, this.#interface(this.#namesOf(name), this.#schema.$defs[name], comment(description)));
    }
    return this.#declared.get(name);
  }

  #type(value, description) {
    if (value.$ref !== undefined) {
      return this.#reference(value.$ref, description);
    }
    if (value.const !== undefined) {
      return JSON.stringify(value.const);
    }
    if (value.enum !== undefined) {
      return value.enum.map((one) => JSON.stringify(one)).join(" | ");
    }
    if (value.anyOf !== undefined) {
      return value.anyOf.map((one) => this.#type(one, description)).join(" | ");
    }
    return [value.type].flat().map((type) => this.#plainType(type, value, description)).join(" | ");
  }

  #plainType(type, value, description) {
    if (type === "array") {
      const item = value.items === undefined ? "never" : this.#type(value.items, description);
      return item.includes(" ") ? `(${item})[]` : `${item}[]`;
    }
    return type === "object" ? `Record<string, ${this.#type(value.additionalProperties, description)}>` : primitives[type];
  }
}

function union(names) {
  return names.map((name) => `\n  | ${name}`).join("");
}

/** The text of `records.d.ts`. */
export function recordTypes(hookstorm) {
  const { triggers, families } = hookstorm.catalogue();
  const declarations = new Declarations();
  const occurrences = triggers.map(({ name }) => {
    const trigger = pascal(name);
    const namesOf = (table) => [`${pascal(table)}Record`, `${trigger}${pascal(table)}Record`];
    return new SchemaTypes(declarations, hookstorm.schema(name), namesOf).declare(`${trigger}Occurrence`);
  });
  const bodies = families.map((family) => {
    const shape = pascal(family.name);
    const supported = triggers.filter((trigger) => trigger.families.includes(family.name));
    const rows = supported.map(({ name, title }) => {
      const trigger = pascal(name);
      const namesOf = (table) => [`${shape}${pascal(table)}`, `${trigger}${shape}${pascal(table)}`];
      const types = new SchemaTypes(declarations, hookstorm.schema(name, family.name), namesOf);
      return `${comment(`${title}.`, "    ")}    "${name}": ${types.declare(`${trigger}${shape}Body`)};\n`;
    });
    return `${comment(family.description, "  ")}  ${family.name}: {\n${rows.join("")}  };\n`;
  });
  return `// Made of the core's tables by wasm/build.mjs.

${comment("The kinds of happenings.")}export type TriggerName =${union(triggers.map(({ name }) => `"${name}"`))};

${comment("The shapes in which a body can be built.")}export type FamilyName =${union(families.map(({ name }) => `"${name}"`))};

${comment("One happening with its records, as strict checking accepts it; told apart by `trigger`.")}export type Occurrence =${union(occurrences)};

${comment("The body of each trigger in each family.")}export interface Bodies {\n${bodies.join("")}}

${comment("The body of a trigger in a family.")}export type Body<
  Family extends FamilyName = FamilyName,
  Trigger extends TriggerName = TriggerName,
> = Family extends FamilyName ? Bodies[Family][Trigger & keyof Bodies[Family]] : never;

${declarations}`;
}
