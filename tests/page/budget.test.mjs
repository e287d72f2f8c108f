// How much code the page begins with. How long that takes is measured by `./dev bench page`.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { initialScript } from "../support/page_files.mjs";
import { pageFolder } from "../support/paths.mjs";

const INITIAL_BYTES_MAX = 120 * 1024;

test("the page begins with at most 120 KB of script, compressed; editors and charts come later", () => {
  const { bytes, files } = initialScript();
  assert.ok(bytes <= INITIAL_BYTES_MAX, `${bytes} bytes: ${JSON.stringify(files)}`);
  const all = readdirSync(join(pageFolder, "assets")).filter((name) => name.endsWith(".js"));
  const holding = (text) => all.filter((name) => readFileSync(join(pageFolder, "assets", name), "utf8").includes(text));
  for (const text of ["cm-scroller", `"uplot"`]) {
    const names = holding(text);
    assert.ok(names.length > 0, `${text} is in no script`);
    for (const name of names) {
      assert.ok(!(`assets/${name}` in files), `${name} comes at once`);
    }
  }
});

test("what the page keeps for later is all that was built", () => {
  const worker = readFileSync(join(pageFolder, "service_worker.js"), "utf8");
  const kept = JSON.parse(/^const FILES = (.*);$/m.exec(worker)[1]);
  const built = readdirSync(pageFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(pageFolder.length))
    .filter((name) => name !== "service_worker.js")
    .map((name) => (name === "index.html" ? "./" : `./${name}`));
  assert.deepEqual(kept.sort(), built.sort());
});
