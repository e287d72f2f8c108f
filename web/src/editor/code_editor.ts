import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { EditorState, type Extension } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import type { Problem } from "hookstorm";

import { PointerPlaces } from "../json/pointer_place";
import { completionFrom } from "./completion";
import { editorTheme } from "./editor_theme";
import { expressionLanguage } from "./expression_language";
import type { Vocabulary } from "./vocabulary";

/** What is written: a JSON document, or one JSON-e expression. */
export type EditorLanguage = "json" | "expression";

export interface EditorOptions {
  host: HTMLElement;
  content: string;
  language: EditorLanguage;
  label: string;
  onEdit: (content: string) => void;
  /** What is completed, asked for each time; without it, nothing is. */
  vocabulary?: () => Vocabulary;
}

/**
 * An editor in a shadow root of its host: there CodeMirror adopts constructed style sheets, while in the
 * document it would add <style> elements, which the page's policy forbids. Tab leaves the editor.
 */
export class CodeEditor {
  private readonly view: EditorView;
  private readonly language: EditorLanguage;

  constructor({ host, content, language, label, onEdit, vocabulary }: EditorOptions) {
    const root = host.shadowRoot ?? host.attachShadow({ mode: "open", delegatesFocus: true });
    const reporting = EditorView.updateListener.of(({ docChanged, state, transactions }) => {
      if (docChanged && !transactions.some((each) => each.isUserEvent(REPLACEMENT))) {
        onEdit(state.doc.toString());
      }
    });
    this.language = language;
    this.view = new EditorView({
      parent: root,
      root,
      state: EditorState.create({
        doc: content,
        extensions: [completing(language, vocabulary), extensions(language, label), reporting],
      }),
    });
  }

  /** Shows another text; the editor's own is left alone, with its cursor and history. */
  show(content: string): void {
    const { doc } = this.view.state;
    if (doc.toString() !== content) {
      const changes = { from: 0, to: doc.length, insert: content };
      this.view.dispatch({ changes, selection: { anchor: 0 }, userEvent: REPLACEMENT, scrollIntoView: true });
    }
  }

  /** Marks every problem where it stands: its path leads into the document, or its message names the column. */
  mark(problems: readonly Problem[]): void {
    this.view.dispatch(setDiagnostics(this.view.state, this.diagnosticsOf(problems)));
  }

  /** Puts the cursor to a problem's place. */
  reveal(path: string): void {
    const { from, to } = this.placesOf()(path, "");
    this.view.dispatch({
      selection: { anchor: from, head: to },
      effects: EditorView.scrollIntoView(from, { y: "center" }),
    });
    this.view.focus();
  }

  destroy(): void {
    this.view.destroy();
  }

  private diagnosticsOf(problems: readonly Problem[]): Diagnostic[] {
    if (problems.length === 0) {
      return [];
    }
    const placeOf = this.placesOf();
    return problems.map(({ path, message, severity }) => {
      const { from, to } = placeOf(path, message);
      return { from, to, message, severity };
    });
  }

  private placesOf(): (path: string, message: string) => { from: number; to: number } {
    const content = this.view.state.doc.toString();
    if (this.language === "expression") {
      return (_, message) => columnPlace(content, message);
    }
    const places = new PointerPlaces(content);
    return (path) => places.placeOf(path);
  }
}

/** Marks changes that come from the page, not from the visitor. */
const REPLACEMENT = "hookstorm.replacement";

/** The core counts columns from 1 and says them in its messages. */
function columnPlace(content: string, message: string): { from: number; to: number } {
  const column = Number(/\(at column (\d+) of/.exec(message)?.[1] ?? 1);
  const from = Math.max(0, Math.min(column - 1, content.length - 1));
  const word = /^[\w.]+/.exec(content.slice(from))?.[0].length ?? 1;
  return { from, to: Math.min(from + word, content.length) };
}

/**
 * Typing over a selection. Left to the browser, it would keep the selection's colours in a style attribute,
 * which the page's policy forbids and reports.
 */
const TYPING_OVER_SELECTION = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const isTyping = event.inputType === "insertText" && event.data !== null && !view.composing;
    if (!isTyping || view.state.selection.main.empty) {
      return false;
    }
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    event.preventDefault();
    return true;
  },
});

function completing(language: EditorLanguage, vocabulary: (() => Vocabulary) | undefined): Extension {
  if (vocabulary === undefined) {
    return [];
  }
  return [
    autocompletion({ override: [completionFrom(vocabulary, language)], icons: false }),
    keymap.of(completionKeymap),
  ];
}

function extensions(language: EditorLanguage, label: string): Extension {
  return [
    TYPING_OVER_SELECTION,
    language === "json" ? documentExtensions() : [expressionLanguage, closeBrackets(), keymap.of(closeBracketsKeymap)],
    history(),
    bracketMatching(),
    keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", tabindex: "0" }),
    editorTheme,
  ];
}

function documentExtensions(): Extension {
  return [
    lineNumbers(),
    lintGutter(),
    json(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    indentUnit.of("  "),
  ];
}
