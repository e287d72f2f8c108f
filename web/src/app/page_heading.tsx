import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import { text } from "../text/text";
import { hasNavigated } from "./navigation";
import { hrefOf, type Route } from "./routes";

export interface Crumb {
  text: string;
  /** Where it leads; a crumb that is only a name has none. */
  route?: Route;
}

interface PageHeadingProps {
  trail: Crumb[];
  title: string;
  children?: ComponentChildren;
}

/** Breadcrumb and heading. After moving within the page, focus begins here, as on a new page. */
export function PageHeading({ trail, title, children }: PageHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    document.title = `${title} · Hookstorm`;
  }, [title]);
  useEffect(() => {
    if (hasNavigated.peek()) {
      heading.current?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  }, []);
  return (
    <div class="page-heading">
      {trail.length > 0 && <Breadcrumb trail={trail} title={title} />}
      <div class="page-heading__row">
        <h1 ref={heading} id="page-title" tabIndex={-1}>
          {title}
        </h1>
        {children}
      </div>
    </div>
  );
}

function Breadcrumb({ trail, title }: { trail: Crumb[]; title: string }) {
  return (
    <nav class="breadcrumb" aria-label={text("shell.breadcrumb")}>
      <ol>
        {trail.map(({ text, route }) => (
          <li key={text}>{route === undefined ? text : <a href={hrefOf(route)}>{text}</a>}</li>
        ))}
        <li aria-current="page">{title}</li>
      </ol>
    </nav>
  );
}
