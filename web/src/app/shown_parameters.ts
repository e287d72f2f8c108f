import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { currentParameters, showParameters } from "./navigation";
import type { Parameters } from "./routes";

/** Browsers refuse to change the address many times a second, as dragging would. */
const REST_MS = 200;

/**
 * Keeps the address at what is shown, so that it can be passed on, and what is shown at the address, where the visitor
 * changes that. `parameters` reads signals, and is asked again when they change; empty texts stay out of the address.
 */
export function useShownParameters(parameters: () => Record<string, string>, take: (parameters: Parameters) => void): void {
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useSignalEffect(() => {
    const shown = parameters();
    clearTimeout(timer.current);
    timer.current = setTimeout(() => showParameters(shown), REST_MS);
  });
  useEffect(() => {
    const follow = () => take(currentParameters.peek());
    addEventListener("hashchange", follow);
    return () => {
      removeEventListener("hashchange", follow);
      clearTimeout(timer.current);
    };
  }, []);
}
