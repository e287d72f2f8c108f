import type { Header } from "../types.js";

import { paintedJson } from "./painting.js";
import type { LocatedProblem, Preview } from "./preview.js";
import { STYLE } from "./style.js";

/** What stands in the element's shadow. Its parts stay and change their contents, so that focus and scrolling last. */
export class PreviewView {
  private readonly root: ShadowRoot;
  private readonly frame = part("div", "preview");
  private readonly status = part("p", "status");
  private readonly problems = part("ul", "problems");
  private readonly request = part("div", "request");
  private readonly method = part("span", "method");
  private readonly url = part("span", "url");
  private readonly headers = part("dl", "headers");
  private readonly body = part("pre", "body");

  constructor(root: ShadowRoot) {
    this.root = root;
    const style = new CSSStyleSheet(); // A policy may forbid style elements, but not this.
    style.replaceSync(STYLE);
    root.adoptedStyleSheets = [style];
    describe(this.frame, "group", "Webhook request");
    describe(this.body, "group", "Body");
    this.status.setAttribute("role", "status");
    this.problems.setAttribute("aria-label", "Problems");
    this.body.tabIndex = 0;
    this.body.addEventListener("copy", (event) => this.copyAsSent(event));
    const line = part("p", "request-line");
    line.append(this.method, " ", this.url);
    this.request.append(line, this.headers, this.body);
    this.frame.append(this.status, this.problems, this.request);
    root.append(this.frame);
    this.say("Loading…");
    this.frame.ariaBusy = "true";
  }

  /** Shows one sentence and nothing else. */
  say(sentence: string): void {
    this.frame.ariaBusy = "false";
    this.announce(sentence);
    this.problems.hidden = true;
    this.request.hidden = true;
  }

  show({ request, match, problems }: Preview): void {
    this.frame.ariaBusy = "false";
    this.announce(request === null ? "No request can be made." : match?.passes === false ? `Not sent: ${match.explanation}` : "This is sent:");
    this.problems.hidden = problems.length === 0;
    this.problems.replaceChildren(...problems.map(problemItem));
    this.request.hidden = request === null;
    if (request !== null) {
      this.method.textContent = request.method;
      this.url.textContent = request.url;
      this.headers.replaceChildren(...request.headers.map(headerRow));
      this.body.replaceChildren(paintedJson(request.body));
    }
  }

  /** A status that is the same is not told again. */
  private announce(sentence: string): void {
    if (this.status.textContent !== sentence) {
      this.status.textContent = sentence;
    }
  }

  /** A browser would copy the drawn line breaks too; this copies what is selected of the bytes. */
  private copyAsSent(event: ClipboardEvent): void {
    // Chromium keeps the selection within a shadow to that; other browsers tell it by the document's.
    const within = this.root as ShadowRoot & { getSelection?(): Selection | null };
    const selection = within.getSelection?.() ?? document.getSelection();
    if (selection !== null && selection.rangeCount > 0 && event.clipboardData !== null) {
      event.clipboardData.setData("text/plain", selection.getRangeAt(0).cloneContents().textContent ?? "");
      event.preventDefault();
    }
  }
}

function part<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, name: string, text = ""): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.setAttribute("part", name);
  element.textContent = text;
  return element;
}

function describe(element: HTMLElement, role: string, label: string): void {
  element.setAttribute("role", role);
  element.setAttribute("aria-label", label);
}

function problemItem({ of, path, message, severity }: LocatedProblem): HTMLElement {
  const item = part("li", `problem ${severity}`);
  const place = part("span", "problem-place", `${of}${path}`);
  item.append(severity === "error" ? "Error at " : "Warning at ", place, `: ${message}`);
  return item;
}

function headerRow({ name, value }: Header): HTMLElement {
  const row = part("div", "header");
  row.append(part("dt", "header-name", name), part("dd", "header-value", value));
  return row;
}
