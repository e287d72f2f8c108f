import { useEffect, useRef } from "preact/hooks";

import { Mark } from "../design/icons";
import { PaletteButton } from "../palette/palette";
import type { RepositoryPlace } from "../storage/webhook_repository";
import { text } from "../text/text";
import { currentRoute } from "./navigation";
import { hrefOf } from "./routes";
import { MAIN_ENTRIES, type MainEntry } from "./screens";
import { useServices } from "./services";

export function Header() {
  const services = useServices();
  return (
    <header class="header">
      <a class="header__brand" href={hrefOf({ place: "apps" })}>
        <Mark />
        Hookstorm
      </a>
      <nav class="navigation" aria-label={text("navigation.label")}>
        <ul>
          {MAIN_ENTRIES.filter(({ isThere }) => isThere?.(services) ?? true).map((entry) => (
            <Entry key={entry.place} entry={entry} />
          ))}
        </ul>
      </nav>
      <div class="header__side">
        <Badge place={services.collection.place} />
        <PaletteButton />
      </div>
    </header>
  );
}

function Entry({ entry: { place, title, within = [] } }: { entry: MainEntry }) {
  const here = currentRoute.value?.place;
  const isHere = here === place;
  const isWithin = here !== undefined && within.includes(here);
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isHere || isWithin) {
      item.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }, [isHere, isWithin]);
  return (
    <li ref={item}>
      <a href={hrefOf({ place })} aria-current={isHere ? "page" : isWithin ? "true" : undefined}>
        {text(title)}
      </a>
    </li>
  );
}

function Badge({ place }: { place: RepositoryPlace }) {
  return (
    <span class={`badge badge--${place}`} title={text(`badge.${place}.explanation`)} data-testid="storage-badge">
      {text(`badge.${place}`)}
    </span>
  );
}

export function Footer({ version }: { version: string }) {
  return (
    <footer class="footer">
      <p>{text("shell.promise")}</p>
      <p>Hookstorm {version}</p>
    </footer>
  );
}
