import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import type { Problem } from "hookstorm";

import { PointerPlaces } from "../json/pointer_place";
import { editorTheme } from "./editor_theme";

interface JsonEditorOptions {
  host: HTMLElement;
  text: string;
  label: string;
  onEdit: (text: string) => void;
}

/**
 * A JSON editor in a shadow root of its host: there CodeMirror adopts constructed style sheets, while in the
 * document it would add <style> elements, which the page's policy forbids. Tab leaves the editor.
 */
export class JsonEditor {
  private readonly view: EditorView;

  constructor({ host, text, label, onEdit }: JsonEditorOptions) {
    const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    const reporting = EditorView.updateListener.of(({ docChanged, state, transactions }) => {
      if (docChanged && !transactions.some((each) => each.isUserEvent(REPLACEMENT))) {
        onEdit(state.doc.toString());
      }
    });
    this.view = new EditorView({
      parent: root,
      root,
      state: EditorState.create({ doc: text, extensions: [extensions(label), reporting] }),
    });
  }

  /** Shows another text; the editor's own is left alone, with its cursor and history. */
  show(text: string): void {
    const { doc } = this.view.state;
    if (doc.toString() !== text) {
      const changes = { from: 0, to: doc.length, insert: text };
      this.view.dispatch({ changes, selection: { anchor: 0 }, userEvent: REPLACEMENT, scrollIntoView: true });
    }
  }

  /** Marks every problem where it stands. */
  mark(problems: readonly Problem[]): void {
    this.view.dispatch(setDiagnostics(this.view.state, this.diagnosticsOf(problems)));
  }

  /** Puts the cursor to a problem's place. */
  reveal(path: string): void {
    const { from, to } = new PointerPlaces(this.view.state.doc.toString()).placeOf(path);
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
    const places = new PointerPlaces(this.view.state.doc.toString());
    return problems.map(({ path, message, severity }) => {
      const { from, to } = places.placeOf(path);
      return { from, to, message, severity };
    });
  }
}

/** Marks changes that come from the page, not from the visitor. */
const REPLACEMENT = "hookstorm.replacement";

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

function extensions(label: string) {
  return [
    TYPING_OVER_SELECTION,
    lineNumbers(),
    lintGutter(),
    history(),
    json(),
    bracketMatching(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    indentUnit.of("  "),
    keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
    editorTheme,
  ];
}
