import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/json";

/** Longer texts are shown plain: painting them would make the page slow. */
const PAINTED_CHARACTERS_MAX = 200 * 1024;

/** What the CSS calls the leaves of the syntax tree. Anything else is punctuation. */
const CLASS_OF_LEAF: Readonly<Record<string, string>> = {
  PropertyName: "json-name",
  String: "json-string",
  Number: "json-number",
  True: "json-atom",
  False: "json-atom",
  Null: "json-atom",
  ":": "json-colon",
};

/**
 * A JSON text as nested elements: every member and item is one `json-item`, which CSS can draw on a line of
 * its own. The elements' text content is the text, character for character: nothing is added or left out.
 */
export function paintedJson(text: string): Node {
  if (text.length > PAINTED_CHARACTERS_MAX) {
    return document.createTextNode(text);
  }
  const fragment = document.createDocumentFragment();
  new Painter(text).paintChildren(parser.parse(text).topNode, fragment);
  return fragment;
}

class Painter {
  constructor(private readonly text: string) {}

  /** Paints all of a node, the text between its children included. */
  paintChildren(node: SyntaxNode, parent: Node): void {
    let at = node.from;
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      this.paintText(at, child.from, parent);
      this.paint(child, parent);
      at = child.to;
    }
    this.paintText(at, node.to, parent);
  }

  private paint(node: SyntaxNode, parent: Node): void {
    if (node.name === "Object" || node.name === "Array") {
      this.paintContainer(node, parent);
    } else if (node.firstChild !== null) {
      this.paintChildren(node, parent);
    } else {
      const leaf = parent.appendChild(span(CLASS_OF_LEAF[node.name] ?? "json-mark"));
      this.paintText(node.from, node.to, leaf);
    }
  }

  /** An item reaches from after its predecessor's comma to its own comma. */
  private paintContainer(container: SyntaxNode, parent: Node): void {
    let at = container.from;
    let item: Node | null = null;
    for (let child = container.firstChild; child !== null; child = child.nextSibling) {
      const isBracket = "{}[]".includes(child.name);
      item = isBracket ? null : (item ?? parent.appendChild(span("json-item")));
      this.paintText(at, child.from, item ?? parent);
      this.paint(child, item ?? parent);
      at = child.to;
      item = child.name === "," ? null : item;
    }
    this.paintText(at, container.to, parent);
  }

  private paintText(from: number, to: number, parent: Node): void {
    if (from < to) {
      parent.appendChild(document.createTextNode(this.text.slice(from, to)));
    }
  }
}

function span(className: string): HTMLSpanElement {
  const element = document.createElement("span");
  element.className = className;
  return element;
}
