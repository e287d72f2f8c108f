import { useEffect, useState } from "preact/hooks";

import { announce } from "../app/announcer";
import { copyText } from "./clipboard";

const SHOWN_MS = 2000;

interface CopyButtonProps {
  label: string;
  /** Called when pressed, so that what is copied is fresh. */
  text: () => string;
  disabled?: boolean;
  testId?: string;
}

/** A button that copies and says so in its own place, without changing its width. */
export function CopyButton({ label, text, disabled = false, testId }: CopyButtonProps) {
  const [answer, setAnswer] = useState<string | null>(null);
  useEffect(() => {
    if (answer === null) {
      return undefined;
    }
    const timer = setTimeout(() => setAnswer(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [answer]);
  const copy = async () => {
    const isCopied = await copyText(text());
    setAnswer(isCopied ? "Copied" : "Not copied");
    announce(isCopied ? `${label}: copied.` : "The browser does not let this page copy.");
  };
  return (
    <button
      type="button"
      class="button button--small copy-button"
      disabled={disabled}
      data-testid={testId}
      onClick={() => void copy()}
    >
      <span class="copy-button__label" aria-hidden={answer !== null}>
        {label}
      </span>
      <span class="copy-button__answer" aria-hidden={answer === null}>
        {answer ?? "Not copied"}
      </span>
    </button>
  );
}
