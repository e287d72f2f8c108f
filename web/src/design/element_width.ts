import { useLayoutEffect, useRef, useState, type MutableRef } from "preact/hooks";

/** The width of an element's content in pixels, followed as it changes; 0 before it is known. */
export function useElementWidth<Kind extends Element>(): [MutableRef<Kind | null>, number] {
  const element = useRef<Kind | null>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (element.current === null) {
      return undefined;
    }
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element.current);
    setWidth(Math.floor(element.current.getBoundingClientRect().width));
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
