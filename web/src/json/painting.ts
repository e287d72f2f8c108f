/** Longer texts are shown plain: painting them would make the page slow. */
const PAINTED_CHARACTERS_MAX = 200 * 1024;

/** Every character of any text belongs to one token. */
const TOKEN = /"(?:[^"\\]|\\.)*"?|[{}[\],:]|\s+|[^\s{}[\],:"]+/gs;
const COLON_NEXT = /\s*:/y;

/** A container that is open: where it stands, and its member or item that is being painted. */
interface OpenContainer {
  parent: Node;
  item: Node | null;
}

/**
 * A JSON text as nested elements: every member and item is one `json-item`, which CSS can draw on a line of
 * its own. The elements' text content is the text, character for character: nothing is added or left out.
 */
export function paintedJson(text: string): Node {
  if (text.length > PAINTED_CHARACTERS_MAX) {
    return document.createTextNode(text);
  }
  const fragment = document.createDocumentFragment();
  const open: OpenContainer[] = [{ parent: fragment, item: fragment }];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    paint(token, open, () => isFollowedByColon(text, index + token.length));
  }
  return fragment;
}

function paint(token: string, open: OpenContainer[], isName: () => boolean): void {
  switch (token) {
    case "{":
    case "[": {
      const place = placeIn(open);
      place.appendChild(span("json-mark", token));
      open.push({ parent: place, item: null });
      return;
    }
    case "}":
    case "]":
      if (open.length > 1) {
        open.pop();
      }
      placeIn(open).appendChild(span("json-mark", token));
      return;
    case ",":
      // An item reaches to its own comma.
      placeIn(open).appendChild(span("json-mark", token));
      endItem(open);
      return;
    default:
      placeIn(open).appendChild(token.trim() === "" ? document.createTextNode(token) : span(classOf(token, isName), token));
  }
}

/** Where the next token goes: into the innermost container's present item, which is begun where there is none. */
function placeIn(open: OpenContainer[]): Node {
  const container = open[open.length - 1] as OpenContainer; // There is always the whole.
  container.item ??= container.parent.appendChild(span("json-item", ""));
  return container.item;
}

function endItem(open: OpenContainer[]): void {
  const container = open[open.length - 1];
  if (container !== undefined && open.length > 1) {
    container.item = null;
  }
}

function classOf(token: string, isName: () => boolean): string {
  if (token === ":") {
    return "json-colon";
  }
  if (token.startsWith('"')) {
    return isName() ? "json-name" : "json-string";
  }
  return /^[-\d]/.test(token) ? "json-number" : "json-atom";
}

function isFollowedByColon(text: string, index: number): boolean {
  COLON_NEXT.lastIndex = index;
  return COLON_NEXT.test(text);
}

function span(className: string, content: string): HTMLSpanElement {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = content;
  return element;
}
