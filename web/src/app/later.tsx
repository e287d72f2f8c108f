import { useEffect, useState } from "preact/hooks";
import type { ComponentType, JSX } from "preact";

import { text } from "../text/text";

type Progress<Props> = { kind: "coming" } | { kind: "there"; Screen: ComponentType<Props> } | { kind: "failed" };

/** A component whose code is fetched when it is first shown. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
  return function Later(props: Props) {
    const [attempt, setAttempt] = useState(0);
    const [progress, setProgress] = useState<Progress<Props>>(
      loaded === null ? { kind: "coming" } : { kind: "there", Screen: loaded },
    );
    useEffect(() => {
      if (loaded !== null) {
        return;
      }
      load().then(
        (Screen) => {
          loaded = Screen;
          setProgress({ kind: "there", Screen });
        },
        () => setProgress({ kind: "failed" }),
      );
    }, [attempt]);
    switch (progress.kind) {
      case "coming":
        return <p class="later" role="status">{text("shell.coming")}</p>;
      case "failed":
        return <Failed onAgain={() => setAttempt(attempt + 1)} />;
      case "there":
        return <progress.Screen {...(props as Props & JSX.IntrinsicAttributes)} />;
    }
  };
}

function Failed({ onAgain }: { onAgain: () => void }) {
  return (
    <div role="alert">
      <p class="failure-line">{text("shell.coming.failed")}</p>
      <button type="button" class="button button--small" onClick={onAgain}>
        {text("failure.again")}
      </button>
    </div>
  );
}
