// The generated types hold what the core takes and gives: every sample and every body, written out as TypeScript,
// passes the compiler. Literals rather than imported JSON, whose texts TypeScript widens; it also finds members
// that a type lacks.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

import { sampleBodies } from "../support/golden.mjs";
import { moduleUrl } from "../support/paths.mjs";

const compiler = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));
const configuration = fileURLToPath(new URL("tsconfig.json", import.meta.url));

/** What the compiler says of `source`; empty where all is well. */
function compiled(source) {
  const folder = mkdtempSync(join(tmpdir(), "hookstorm-types-"));
  try {
    writeFileSync(join(folder, "source.ts"), `import type { Body, Occurrence } from "hookstorm";\n${source}`);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ extends: configuration, include: ["source.ts"] }));
    return execFileSync(process.execPath, [compiler, "--project", folder], { encoding: "utf8" });
  } catch (failure) {
    return failure.stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("every sample is an Occurrence, and every body the Body of its family and trigger", async () => {
  const hookstorm = await (await import(moduleUrl)).loadHookstorm();
  const lines = [];
  for (const { name, families } of hookstorm.triggers()) {
    const sample = hookstorm.sample(name);
    lines.push(`export const o${lines.length}: Occurrence & { trigger: "${name}" } = ${sample};`);
    for (const { family, body } of sampleBodies(hookstorm, name, families)) {
      lines.push(`export const b${lines.length}: Body<"${family}", "${name}"> = ${body};`);
    }
  }
  assert.equal(compiled(lines.join("\n")), "");
  assert.match(compiled(lines[0].replace('"title"', '"titel"')), /titel/);
});
