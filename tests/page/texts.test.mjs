// The page's texts: both languages say the same, and nothing is said that is in no message.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { moduleUrl } from "../support/paths.mjs";

const sources = fileURLToPath(new URL("../../web/src/", import.meta.url));

async function imported(file) {
  const { outputFiles } = await build({ entryPoints: [join(sources, file)], bundle: true, format: "esm", write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

const { MESSAGES } = await imported("text/messages.ts");

const wordings = (wording) => (typeof wording === "string" ? [wording] : [wording.one, wording.other]);
const placesOf = (words) => [...words.matchAll(/\{(\w+)\}/g)].map(([, place]) => place).sort();
const files = readdirSync(sources, { recursive: true }).filter((file) => /\.tsx?$/.test(file));

test("both languages of a message have the same places, and plurals count", () => {
  for (const [key, { en, fr }] of Object.entries(MESSAGES)) {
    assert.deepEqual(placesOf(wordings(fr).at(-1)), placesOf(wordings(en).at(-1)), key);
    assert.equal(typeof fr, typeof en, key);
    for (const wording of [en, fr].filter((each) => typeof each !== "string")) {
      assert.ok(placesOf(wording.other).includes("count"), `${key} counts nothing`);
    }
  }
});

test("French sets its marks off by spaces, and no message is left in English", () => {
  const same = new Set(["Webhooks", "Message", "Occurrence", "Signature", "Description", "Type", "Date", "Test", "Template"]);
  for (const [key, { en, fr }] of Object.entries(MESSAGES)) {
    for (const words of wordings(fr)) {
      assert.doesNotMatch(words.replace(/`[^`]*`|"[^"]*":|https?:\/\/|\{[^}]*\}/g, "x"), /[^\s\d][:;!?](\s|$)|[«][^ ]|[^ ]»/, `${key}: ${words}`);
      assert.doesNotMatch(words, /'/, `${key}: ${words} has a straight apostrophe`);
    }
    const hasWords = /[a-z]{4}/i.test(wordings(en)[0].replace(/`[^`]*`|\{[^}]*\}/g, ""));
    if (hasWords && !same.has(en) && wordings(en)[0].split(" ").length > 2) {
      assert.notDeepEqual(fr, en, `${key} is not translated`);
    }
  }
});

test("what the core's tables say of fields is there in French, and nothing that they do not say", async () => {
  const { FRENCH_OF_FIELDS } = await imported("text/french_of_fields.ts");
  const { resources } = (await (await import(moduleUrl)).loadHookstorm()).catalogue();
  const said = new Set(resources.flatMap(({ fields }) => fields.map(({ description }) => description)));
  assert.ok(said.size > 100);
  assert.deepEqual([...said].filter((description) => !(description in FRENCH_OF_FIELDS)), [], "without French");
  assert.deepEqual(Object.keys(FRENCH_OF_FIELDS).filter((description) => !said.has(description)), [], "said by no table");
  for (const [english, french] of Object.entries(FRENCH_OF_FIELDS)) {
    assert.notEqual(french, english);
    assert.doesNotMatch(french, /'|[^\s\d][:;!?](\s|$)/, french);
  }
});

test("every message is said somewhere, and elements hold no text of their own", () => {
  const texts = files.filter((file) => !file.startsWith("text/messages")).map((file) => [file, readFileSync(join(sources, file), "utf8")]);
  const code = texts.map(([, text]) => text).join("\n");
  // Keys that are put together, such as `settings.theme.${value}`, become patterns.
  const composed = [...code.matchAll(/`([a-z]+(?:\.[\w-]+)*\.\$\{[^}`]+\}[\w.-]*)`/g)].map(
    ([, key]) => new RegExp(`^${key.replaceAll(".", "\\.").replace(/\$\{[^}]*\}/g, "[\\w-]+")}$`),
  );
  const unsaid = Object.keys(MESSAGES).filter((key) => !code.includes(`"${key}"`) && !composed.some((pattern) => pattern.test(key)));
  assert.deepEqual(unsaid, []);
  for (const [file, text] of texts.filter(([name]) => name.endsWith(".tsx"))) {
    assert.doesNotMatch(text, /^\s*<[^=>]*[^=]>[A-Z][a-z]+ [a-z]+/m, `${file} says something itself`);
    assert.doesNotMatch(text, /\b(label|title|aria-label|hint|placeholder)="[A-Z][a-z]/, `${file} labels something itself`);
  }
});
