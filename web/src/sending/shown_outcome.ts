import { useEffect, useRef, type MutableRef } from "preact/hooks";

/** For the element of an outcome: brings it into view, where it has room, when the outcome is there. */
export function useShownWhen(isThere: boolean): MutableRef<HTMLDivElement | null> {
  const element = useRef<HTMLDivElement | null>(null);
  useEffect(() => {
    if (isThere) {
      element.current?.scrollIntoView({ block: "nearest" });
    }
  }, [isThere]);
  return element;
}
