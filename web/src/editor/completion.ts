import type { Completion, CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";

import { text } from "../text/text";
import type { EditorLanguage } from "./code_editor";
import { membersAt, type Vocabulary } from "./vocabulary";

/** What JSON-e can be called with; each is described in the page's messages. */
const FUNCTIONS = [
  "abs", "ceil", "defined", "floor", "fromNow", "join", "len", "lowercase", "lstrip", "max", "min", "number",
  "range", "rstrip", "split", "sqrt", "str", "strip", "typeof", "uppercase",
] as const;

/** JSON-e's constructs, as members of a template's objects, where a `$` stands before them. */
const CONSTRUCTS = [
  "eval", "find", "flatten", "if", "json", "let", "map", "match", "merge", "reduce", "reverse", "sort", "switch",
] as const;

/** Constructs whose text is an expression as a whole, without `${}`. */
const EXPRESSION_MEMBER = /"\$(?:eval|if)"\s*:\s*"[^"]*$/;
const OPEN_INTERPOLATION = /\$\{[^}"]*$/;

/** Completes what an expression sees, and in documents JSON-e's constructs, with types and descriptions. */
export function completionFrom(vocabulary: () => Vocabulary, language: EditorLanguage): CompletionSource {
  return (context) => {
    const line = context.state.sliceDoc(context.state.doc.lineAt(context.pos).from, context.pos);
    if (language === "json" && !OPEN_INTERPOLATION.test(line) && !EXPRESSION_MEMBER.test(line)) {
      return constructs(context);
    }
    return names(context, vocabulary());
  };
}

function names(context: CompletionContext, vocabulary: Vocabulary): CompletionResult | null {
  const typed = context.matchBefore(/[A-Za-z_][\w.]*/);
  if (typed === null && !context.explicit) {
    return null;
  }
  const path = (typed?.text ?? "").split(".");
  const prefix = path.pop() ?? "";
  const words = membersAt(vocabulary, path);
  if (words === undefined) {
    return null;
  }
  const options = words.map(({ name, type, description }): Completion => ({
    label: name,
    detail: type,
    info: description,
  }));
  const from = context.pos - prefix.length;
  return { from, options: path.length === 0 ? [...options, ...functions()] : options, validFor: /^\w*$/ };
}

function functions(): Completion[] {
  return FUNCTIONS.map((name) => ({
    label: name,
    detail: text("editor.function"),
    info: text(`editor.function.${name}`),
    apply: `${name}(`,
    boost: -1,
  }));
}

function constructs(context: CompletionContext): CompletionResult | null {
  const typed = context.matchBefore(/\$\w*/);
  if (typed === null || context.state.sliceDoc(typed.from - 1, typed.from) !== '"') {
    return null;
  }
  return {
    from: typed.from,
    options: CONSTRUCTS.map((name) => ({
      label: `$${name}`,
      detail: text("editor.construct"),
      info: text(`editor.construct.${name}`),
    })),
    validFor: /^\$\w*$/,
  };
}
