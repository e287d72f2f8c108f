// Requests made by chance from the OpenAPI document (Schemathesis), and some that break it: every answer is as the document
// says, and none is 5xx. HOOKSTORM_API_EXAMPLES changes how many requests each operation gets; a seed may be given.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { Dispatcher, temporaryFolder } from "../support/program.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const examples = process.env.HOOKSTORM_API_EXAMPLES ?? "100";
const seed = process.env.HOOKSTORM_API_SEED ?? "20261126";

const folder = temporaryFolder();
// What is delivered goes nowhere: not even the names of the samples' receivers are looked up.
const dispatcher = await new Dispatcher(join(folder.path, "hookstorm.db"), ["--proxy", "http://127.0.0.1:9"]).start();
const run = spawn(
  join(here, "../../build/schemathesis/bin/schemathesis"),
  ["--config-file", join(here, "schemathesis.toml"), "run", `${dispatcher.url}openapi.json`, "--checks", "all", "--max-examples", examples, "--seed", seed, "--no-color",
    // Occurrences have many constraints: most of what is made at first does not keep them all.
    "--suppress-health-check", "filter_too_much,too_slow,data_too_large"],
  { stdio: "inherit", cwd: folder.path },
);
const [code] = await once(run, "exit");
const health = await dispatcher.request("GET", "/healthz");
const ended = await dispatcher.stop();
folder.remove();
const isGood = code === 0 && health.status === 200 && ended === 0;
console.log(`${isGood ? 1 : 0} passed, ${isGood ? 0 : 1} failed`);
process.exitCode = isGood ? 0 : 1;
