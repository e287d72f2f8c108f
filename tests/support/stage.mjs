// What the page's stories are told on: a browser, the page as a static site, and a receiver.
import assert from "node:assert/strict";
import { after, before } from "node:test";

import { launchBrowser, openPage } from "./browser.mjs";
import { temporaryFolder } from "./program.mjs";
import { Sink } from "./sink.mjs";
import { StaticSite } from "./static_site.mjs";

/** The page asks whether a dispatcher serves it; a static site has none, and the browser reports the 404. */
const askedForDispatcher = /404 .*\/v1\/instance$/;

export class Stage {
  browser;
  site;
  sink;
  folder;

  /** A stage that is there from before a file's first test until after its last one. */
  static forThisFile() {
    const stage = new Stage();
    before(() => stage.#open());
    after(() => stage.#close());
    return stage;
  }

  async #open() {
    this.folder = temporaryFolder();
    this.site = await new StaticSite().start();
    this.sink = await new Sink().start();
    this.browser = await launchBrowser();
  }

  async #close() {
    await this.browser?.close();
    await this.sink?.stop();
    await this.site?.stop();
    this.folder?.remove();
  }

  /** Runs a story on a fresh page; nothing may have been reported on the console but what is `expected`. */
  async story(url, tell, { options, expected = [] } = {}) {
    const { page, context, errors } = await openPage(this.browser, options);
    try {
      await page.goto(url);
      await tell(page, context);
      assert.deepEqual(
        errors.filter((error) => ![askedForDispatcher, ...expected].some((pattern) => pattern.test(error))),
        [],
      );
    } finally {
      await context.close();
    }
  }
}
