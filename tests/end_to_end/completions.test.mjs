// Shells complete what the program has, as it says itself: bash is asked, zsh and fish where they are there.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { test } from "node:test";

import { programPath } from "../support/paths.mjs";
import { hookstorm } from "../support/program.mjs";

const script = (shell) => {
  const { status, stdout, stderr } = hookstorm(["completions", shell]);
  assert.equal(status, 0, stderr.toString());
  return stdout.toString();
};

function shell(name, text) {
  const { status, stdout, stderr } = spawnSync(name, ["-c", text], { env: { ...process.env, PATH: `${dirname(programPath)}:${process.env.PATH}` } });
  assert.equal(stderr.toString(), "");
  assert.equal(status, 0);
  return stdout.toString().split("\n").filter(Boolean);
}

/** What bash offers for the last of the words. */
const offered = (...words) =>
  shell("bash", `source <(hookstorm completions bash)
COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}
_hookstorm; printf '%s\\n' "\${COMPREPLY[@]}"`);

const helpOf = (...command) => hookstorm([...command, "--help"]).stdout.toString();
const listed = (help) => /Subcommands:\n([\s\S]*?)(\n\n|$)/.exec(help)?.[1].split("\n").map((line) => /^ {2}(\S+)/.exec(line)?.[1]).filter(Boolean) ?? [];
const commands = listed(helpOf());
/** Those within a group, each as its words. */
const nested = commands.flatMap((group) => listed(helpOf(group)).map((name) => [group, name]));
const optionsIn = (help) => [...help.matchAll(/^ {2}(?:-\w,)?(--[\w-]+(?:,--[\w-]+)*)/gm)].flatMap(([, names]) => names.split(","));

test("bash: every command and every option that help shows is completed", () => {
  assert.ok(commands.length > 20);
  assert.deepEqual(offered("hookstorm", "").sort(), [...commands].sort());
  assert.deepEqual(offered("hookstorm", "preview", "--fam"), ["--family"]);
  for (const command of commands) {
    assert.deepEqual(offered("hookstorm", command, "--").sort(), optionsIn(helpOf(command)).sort(), command);
  }
});

test("bash: the commands of a group are completed, and their options", () => {
  assert.ok(nested.length >= 6);
  assert.deepEqual(offered("hookstorm", "inbox", "cap"), ["captures"]);
  assert.deepEqual(offered("hookstorm", "inbox", "captures", "abc", "--fo"), ["--follow"]);
  assert.deepEqual(offered("hookstorm", "inbox", "captures", "--limit", ""), []);
  for (const group of new Set(nested.map(([name]) => name))) {
    assert.deepEqual(offered("hookstorm", group, "").sort(), listed(helpOf(group)).sort(), group);
  }
  for (const words of nested) {
    assert.deepEqual(offered("hookstorm", ...words, "--").sort(), optionsIn(helpOf(...words)).sort(), words.join(" "));
  }
});

test("bash: values are completed where they are known, files where they are files, and nothing else", () => {
  assert.deepEqual(offered("hookstorm", "serve", "--log", "j"), ["json"]);
  assert.deepEqual(offered("hookstorm", "completions", ""), ["bash", "zsh", "fish"]);
  assert.deepEqual(offered("hookstorm", "preview", "--family", "leg"), ["legacy"]);
  assert.deepEqual(offered("hookstorm", "preview", "/etc/host"), spawnSync("bash", ["-c", "compgen -f /etc/host"]).stdout.toString().split("\n").filter(Boolean));
  assert.deepEqual(offered("hookstorm", "serve", "--keep-days", ""), []);
  assert.deepEqual(offered("hookstorm", "deliveries", "--state", "exh"), ["exhausted"]);
});

test("zsh and fish: the scripts name every command and option", (context) => {
  for (const [name, option] of [["zsh", (word) => word], ["fish", (word) => `-l ${word.slice(2)}`]]) {
    const text = script(name);
    for (const words of [...commands.map((command) => [command]), ...nested]) {
      assert.ok(text.includes(words.at(-1)), `${name}: ${words.join(" ")}`);
      for (const word of optionsIn(helpOf(...words))) {
        assert.ok(text.includes(option(word)), `${name}: ${words.join(" ")} ${word}`);
      }
    }
    const { status, error } = spawnSync(name, ["-n"], { input: text });
    if (error) {
      context.diagnostic(`${name} is not there`);
    } else {
      assert.equal(status, 0, name);
    }
  }
});

test("another shell is refused with those that there are", () => {
  assert.equal(hookstorm(["completions", "tcsh"]).status, 2);
});

test("help: every command has an example", () => {
  for (const command of commands) {
    assert.match(helpOf(command), /Examples?:\n {2}\S*.*hookstorm/, command);
  }
});
