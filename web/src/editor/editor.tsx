import type { Problem } from "hookstorm";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { MutableRef } from "preact/hooks";

import { text } from "../text/text";
import type { CodeEditor, EditorLanguage } from "./code_editor";
import type { Vocabulary } from "./vocabulary";

/** What the page does with an editor that is there. */
export interface EditorHandle {
  reveal(path: string): void;
}

interface EditorProps {
  id?: string;
  content: string;
  language: EditorLanguage;
  label: string;
  problems: readonly Problem[];
  onEdit: (content: string) => void;
  vocabulary?: () => Vocabulary;
  /** Filled once the editor is there. */
  handle?: MutableRef<EditorHandle | null>;
  testId: string;
  class?: string;
}

/**
 * An editor, whose code is fetched when one is first shown; its place is kept meanwhile. Where that fails, a plain
 * field stands there instead.
 */
export function Editor(props: EditorProps) {
  const { id, content, language, label, problems, testId, handle } = props;
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const [editor, setEditor] = useState<CodeEditor | null>(null);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    let made: CodeEditor | null = null;
    let isGone = false;
    import("./code_editor").then(
      (module) => {
        if (host.current !== null && !isGone) {
          made = new module.CodeEditor({
            host: host.current,
            content: latest.current.content,
            language,
            label,
            onEdit: (edited) => latest.current.onEdit(edited),
            ...(latest.current.vocabulary !== undefined && { vocabulary: () => latest.current.vocabulary?.() ?? [] }),
          });
          setEditor(made);
        }
      },
      () => setFailed(true),
    );
    return () => {
      isGone = true;
      made?.destroy();
    };
  }, [language, label]);
  // Before the next key: later, what was typed meanwhile would be replaced.
  useLayoutEffect(() => {
    editor?.show(content);
    editor?.mark(problems);
  }, [editor, content, problems]);
  useEffect(() => {
    if (handle !== undefined) {
      handle.current = editor;
    }
  }, [editor]);
  if (hasFailed) {
    return <PlainEditor {...props} />;
  }
  return <div ref={host} id={id} class={`editor ${props.class ?? ""}`} data-testid={testId} />;
}

function PlainEditor({ id, content, label, onEdit, testId }: EditorProps) {
  return (
    <>
      <textarea
        id={id}
        class="editor editor--plain"
        aria-label={label}
        spellcheck={false}
        data-testid={testId}
        value={content}
        onInput={({ currentTarget }) => onEdit(currentTarget.value)}
      />
      <p class="field__hint">{text("editor.failed")}</p>
    </>
  );
}
