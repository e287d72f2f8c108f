import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/json";

import { parsedJson } from "./reading";

/** A stretch of a text, in UTF-16 units. */
export interface Place {
  from: number;
  to: number;
}

/** Finds where in a JSON text the values of JSON Pointers stand. Reads the text once. */
export class PointerPlaces {
  private readonly tree: Tree;

  constructor(private readonly text: string) {
    this.tree = parser.parse(text);
  }

  /**
   * The value's place. Where the value is missing, the name of the innermost member that is there; and
   * where the text cannot be read, the first thing that is out of place.
   */
  placeOf(pointer: string): Place {
    const value = firstValue(this.tree.topNode);
    if (pointer === "" || value === null) {
      return this.brokenPlace() ?? (value === null ? this.whole() : opening(value));
    }
    return this.descend(value, pointer.slice(1).split("/").map(unescaped));
  }

  private descend(root: SyntaxNode, tokens: string[]): Place {
    let node = root;
    for (const token of tokens) {
      const child = node.name === "Array" ? elementAt(node, token) : this.memberNamed(node, token);
      if (child === null) {
        return this.nameOf(node);
      }
      node = child;
    }
    return isContainer(node) ? this.nameOf(node) : node;
  }

  private memberNamed(object: SyntaxNode, name: string): SyntaxNode | null {
    for (const property of object.getChildren("Property")) {
      const nameNode = property.getChild("PropertyName");
      if (nameNode !== null && parsedJson(this.slice(nameNode)) === name) {
        return firstValue(property);
      }
    }
    return null;
  }

  /** A container is marked at its name or its opening bracket: marking all of it would tell nothing. */
  private nameOf(node: SyntaxNode): Place {
    return node.parent?.getChild("PropertyName") ?? opening(node);
  }

  private brokenPlace(): Place | null {
    let place: Place | null = null;
    this.tree.iterate({
      enter: ({ type, from, to }) => {
        if (type.isError && place === null) {
          place = this.visible(from, to);
        }
        return place === null;
      },
    });
    return place;
  }

  /** An error node may be empty: then the character before it is marked. */
  private visible(from: number, to: number): Place {
    const end = Math.min(Math.max(to, from + 1), this.text.length);
    return { from: Math.max(0, Math.min(from, end - 1)), to: end };
  }

  private whole(): Place {
    return { from: 0, to: this.text.length };
  }

  private slice({ from, to }: Place): string {
    return this.text.slice(from, to);
  }
}

const VALUE_NAMES = new Set(["Object", "Array", "String", "Number", "True", "False", "Null"]);

function isContainer({ name }: SyntaxNode): boolean {
  return name === "Object" || name === "Array";
}

function valuesIn(node: SyntaxNode): SyntaxNode[] {
  const values: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (VALUE_NAMES.has(child.name)) {
      values.push(child);
    }
  }
  return values;
}

function firstValue(node: SyntaxNode): SyntaxNode | null {
  return valuesIn(node)[0] ?? null;
}

function elementAt(array: SyntaxNode, token: string): SyntaxNode | null {
  return valuesIn(array)[Number(token)] ?? null;
}

function opening(node: SyntaxNode): Place {
  return isContainer(node) ? { from: node.from, to: node.from + 1 } : node;
}

function unescaped(token: string): string {
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}
