// Checks every webhook in a folder of JSON files: node validate.js FOLDER
// Prints each problem with its place; exits with 1 where one of them is an error.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { loadHookstorm } from "hookstorm";

const hookstorm = await loadHookstorm();
const folder = process.argv[2] ?? "webhooks";

for (const name of readdirSync(folder).filter((file) => file.endsWith(".json")).sort()) {
  const webhook = readFileSync(join(folder, name), "utf8");
  const { value, problems } = hookstorm.checkWebhook(webhook);
  for (const { severity, path, message } of problems) {
    console.log(`${name}${path}: ${severity}: ${message}`);
  }
  if (value === null) {
    process.exitCode = 1;
  } else {
    console.log(`${name}: sends ${value.triggers.join(", ")} to ${value.url}`);
  }
}
