import { useEffect, useState } from "preact/hooks";

import { announce } from "../app/announcer";
import { text } from "../text/text";
import { copyText } from "./clipboard";

const SHOWN_MS = 2000;

interface CopyButtonProps {
  label: string;
  /** Called when pressed, so that what is copied is fresh. */
  content: () => string;
  disabled?: boolean;
  /** Why it is disabled. */
  why?: string;
  testId?: string;
}

/** A button that copies and says so in its own place, without changing its width. */
export function CopyButton({ label, content, disabled = false, why, testId }: CopyButtonProps) {
  const [answer, setAnswer] = useState<string | null>(null);
  useEffect(() => {
    if (answer === null) {
      return undefined;
    }
    const timer = setTimeout(() => setAnswer(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [answer]);
  const copy = async () => {
    const isCopied = await copyText(content());
    setAnswer(text(isCopied ? "copy.done" : "copy.failed"));
    announce(isCopied ? text("copy.spoken", { label }) : text("copy.refused"));
  };
  return (
    <button
      type="button"
      class="button button--small copy-button"
      disabled={disabled}
      title={why}
      data-testid={testId}
      onClick={() => void copy()}
    >
      <span class="copy-button__label" aria-hidden={answer !== null}>
        {label}
      </span>
      <span class="copy-button__answer" aria-hidden={answer === null}>
        {answer ?? text("copy.failed")}
      </span>
    </button>
  );
}
