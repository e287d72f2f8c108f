import type { TriggerFacts } from "hookstorm";
import { useEffect, useRef } from "preact/hooks";

import { currentParameters } from "../app/navigation";
import { PageHeading } from "../app/page_heading";
import { hrefOf } from "../app/routes";
import { useServices } from "../app/services";
import { UnknownPage } from "../app/unknown_page";
import { triggerTitle } from "../text/core_words";
import { text } from "../text/text";
import { TriggerView } from "./trigger_view";
import "../design/areas.css";
import "./catalogue.css";

/** Every trigger, field by field: what the core's tables say, so that it is never out of date. */
export function CataloguePage({ id = null }: { id?: string | null }) {
  const triggers = useServices().hookstorm.triggers();
  const trigger = triggers.find(({ name }) => id === null || name === id);
  if (trigger === undefined) {
    return <UnknownPage explanation={text("catalogue.unknown")} />;
  }
  return (
    <>
      <PageHeading trail={[]} title={text("catalogue.title")} />
      <p class="page-lead">{text("catalogue.lead")}</p>
      <div class="catalogue">
        <TriggerList triggers={triggers} chosen={trigger} />
        <TriggerView trigger={trigger} />
      </div>
    </>
  );
}

function TriggerList({ triggers, chosen }: { triggers: TriggerFacts[]; chosen: TriggerFacts }) {
  const { show, word } = currentParameters.value;
  const kept = { ...(show !== undefined && { show }), ...(word !== undefined && { word }) };
  const list = useRef<HTMLUListElement>(null);
  // On a phone the list is one line that scrolls sideways.
  useEffect(() => {
    const link = list.current?.querySelector<HTMLElement>("[aria-current]");
    list.current?.scrollTo({ left: (link?.offsetLeft ?? 0) - (list.current.offsetLeft ?? 0) });
  }, [chosen.name]);
  return (
    <nav class="catalogue__triggers" aria-label={text("catalogue.triggers")}>
      <ul ref={list}>
        {triggers.map((facts) => (
          <li key={facts.name}>
            <a
              href={hrefOf({ place: "catalogueOf", id: facts.name }, kept)}
              aria-current={facts.name === chosen.name ? "page" : undefined}
            >
              <span>{triggerTitle(facts)}</span>
              <code>{facts.name}</code>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
