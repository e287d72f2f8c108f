// The engine under test, fed with cases: HOOKSTORM_JSON_E names the program, or the script for Node.
import { spawnSync } from "node:child_process";

const BYTES_MAX = 256 * 1024 * 1024;

/** What the engine gives for each `{template, context, now}`: `{result}` or `{problems}`. */
export function evaluateAll(cases) {
  const engine = process.env.HOOKSTORM_JSON_E;
  const command = engine.endsWith(".js") ? [process.execPath, engine] : [engine];
  const run = spawnSync(command[0], command.slice(1), {
    input: cases.map((one) => JSON.stringify(one) + "\n").join(""),
    encoding: "utf8",
    maxBuffer: BYTES_MAX,
  });
  if (run.status !== 0) {
    throw new Error(`${engine} ended with ${run.status ?? run.signal}: ${run.stderr.slice(0, 1000)}`);
  }
  const lines = run.stdout.split("\n");
  return cases.map((_, index) => JSON.parse(lines[index]));
}
