// Every public declaration says what it is: a person who writes code sees it in the editor.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import typescript from "typescript";

import { PackedPackage } from "../support/package.mjs";

const { SyntaxKind } = typescript;
const documented = new Set([
  SyntaxKind.InterfaceDeclaration,
  SyntaxKind.TypeAliasDeclaration,
  SyntaxKind.ClassDeclaration,
  SyntaxKind.FunctionDeclaration,
  SyntaxKind.PropertySignature,
  SyntaxKind.MethodSignature,
  SyntaxKind.PropertyDeclaration,
  SyntaxKind.MethodDeclaration,
  SyntaxKind.GetAccessor,
]);

let packed;

before(() => {
  packed = new PackedPackage();
});

after(() => packed?.remove());

/** What is declared in `file` without a comment, as `Interface.member`. */
function undocumented(file, text) {
  const names = [];
  const visit = (node, within) => {
    const isNamed = documented.has(node.kind) && !typescript.isModuleBlock(node.parent?.parent ?? node);
    const path = isNamed ? `${within}.${node.name.getText(source)}` : within;
    const isPrivate = node.modifiers?.some(({ kind }) => kind === SyntaxKind.PrivateKeyword) || node.name?.kind === SyntaxKind.PrivateIdentifier;
    if (isNamed && !isPrivate && typescript.getJSDocCommentsAndTags(node).length === 0) {
      names.push(path);
    }
    if (node.kind !== SyntaxKind.ConditionalType) {
      typescript.forEachChild(node, (child) => visit(child, path)); // What a condition asks about is another's.
    }
  };
  const source = typescript.createSourceFile(file, text, typescript.ScriptTarget.Latest, true);
  typescript.forEachChild(source, (statement) => {
    if (statement.kind !== SyntaxKind.ModuleDeclaration) {
      visit(statement, file); // `declare global` adds to declarations of others.
    }
  });
  return names;
}

test("each declaration of the package has a comment", () => {
  const files = packed.files.filter((path) => path.endsWith(".d.ts"));
  assert.ok(files.length >= 7);
  const missing = files.flatMap((file) => undocumented(file, readFileSync(join(packed.installed, "node_modules/hookstorm", file), "utf8")));
  assert.deepEqual(missing, []);
  assert.deepEqual(undocumented("a.d.ts", "/** A. */ export interface A { b: { c: 1 } }"), ["a.d.ts.A.b", "a.d.ts.A.b.c"]);
});
