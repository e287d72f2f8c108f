/** Longer texts are shown plain: painting them would make the page slow. */
const PAINTED_CHARACTERS_MAX = 200 * 1024;

const TOKENS = /"(?:[^"\\]|\\.)*"(\s*:)?|[-+.\w]+|[{}[\],]|[^"\w{}[\],+.-]+/gs;

/** What the CSS calls a token by its first character; all others are marks. */
function partOf(token: string, isName: boolean): string {
  if (token.startsWith('"')) {
    return isName ? "json-name" : "json-string";
  }
  return /^[-\d]/.test(token) ? "json-number" : /^\w/.test(token) ? "json-atom" : "json-mark";
}

/**
 * A JSON text as nested elements: every member and item is one `json-item`, which CSS draws on a line of its own. The
 * elements' text content is the text, character for character.
 */
export function paintedJson(text: string): Node {
  if (text.length > PAINTED_CHARACTERS_MAX) {
    return document.createTextNode(text);
  }
  const painter = new Painter();
  for (const [token, colon = ""] of text.matchAll(TOKENS)) {
    painter.paint(token.slice(0, token.length - colon.length), colon);
  }
  return painter.root;
}

class Painter {
  readonly root = document.createDocumentFragment();
  /** The containers that are open, each with the item that is being painted. */
  private readonly open: { container: Node; item: Node | null }[] = [{ container: this.root, item: this.root }];

  paint(token: string, colon: string): void {
    if (token === "}" || token === "]") {
      this.open.pop();
    }
    this.target.appendChild(span(partOf(token, colon !== ""), token));
    if (colon !== "") {
      this.target.appendChild(span("json-mark", colon));
    } else if (token === "{" || token === "[") {
      this.open.push({ container: this.target, item: null });
    } else if (token === ",") {
      this.open.at(-1)!.item = null;
    }
  }

  /** An item begins with its first token. */
  private get target(): Node {
    const innermost = this.open.at(-1)!;
    return (innermost.item ??= innermost.container.appendChild(span("json-item", "")));
  }
}

function span(part: string, text: string): HTMLSpanElement {
  const element = document.createElement("span");
  element.setAttribute("part", part);
  element.textContent = text;
  return element;
}
