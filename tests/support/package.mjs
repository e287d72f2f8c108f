// The package as npm makes it, installed into projects of their own.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const packageFolder = fileURLToPath(new URL("../../build/wasm/hookstorm/", import.meta.url));
const examplesFolder = fileURLToPath(new URL("../../wasm/examples/", import.meta.url));
const modules = fileURLToPath(new URL("../node_modules/", import.meta.url));

/** Without the network: what is installed comes from the tarball alone. */
function npm(folder, ...options) {
  return execFileSync("npm", [...options, "--offline", "--no-audit", "--no-fund", "--no-update-notifier"], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** The tarball that `npm pack` makes, and projects that it is installed into; `remove` takes all of it away. */
export class PackedPackage {
  #folder = mkdtempSync(join(tmpdir(), "hookstorm-package-"));
  #projects = 0;

  constructor() {
    const [packed] = JSON.parse(npm(packageFolder, "pack", "--json", "--pack-destination", this.#folder));
    this.tarball = join(this.#folder, packed.filename);
    this.files = packed.files.map(({ path }) => path);
    this.installed = this.#newFolder();
    writeFileSync(join(this.installed, "package.json"), JSON.stringify({ private: true, type: "module" }));
    npm(this.installed, "install", this.tarball);
  }

  /**
   * A project with the package in its node_modules, as npm installed it. `files`: texts by their paths. `packages`: what
   * else it uses, which is linked to where the tests have it.
   */
  project(files, packages = []) {
    const folder = this.#newFolder();
    cpSync(this.installed, folder, { recursive: true });
    for (const name of packages) {
      mkdirSync(dirname(join(folder, "node_modules", name)), { recursive: true });
      symlinkSync(join(modules, name), join(folder, "node_modules", name), "dir");
    }
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return folder;
  }

  /** One of wasm/examples/, as after `npm install`. */
  example(name, packages = []) {
    const folder = this.project({}, packages);
    cpSync(join(examplesFolder, name), folder, { recursive: true });
    return folder;
  }

  remove() {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #newFolder() {
    const folder = join(this.#folder, `project-${this.#projects++}`);
    mkdirSync(folder);
    return folder;
  }
}

/** What a script prints that runs in a project; it fails where the script does. */
export function runNode(folder, ...options) {
  return execFileSync(process.execPath, options, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
