// The built page's scripts: what a first visit fetches before anything is shown, and what comes later.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

import { pageFolder } from "./paths.mjs";

/** What the page begins with and whatever that imports at once, each file compressed by itself: {bytes, files: {name: bytes}}. */
export function initialScript() {
  const html = readFileSync(join(pageFolder, "index.html"), "utf8");
  const waiting = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, name]) => name);
  const files = {};
  while (waiting.length > 0) {
    const name = waiting.pop();
    if (!(name in files)) {
      const script = readFileSync(join(pageFolder, name), "utf8");
      files[name] = brotliCompressSync(script).length;
      // `import(…)` comes later; `import … from` and `import "…"` come at once.
      waiting.push(...[...script.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([^"]+\.js)"/g)].map(([, found]) => `assets/${found}`));
    }
  }
  return { bytes: Object.values(files).reduce((sum, size) => sum + size, 0), files };
}
