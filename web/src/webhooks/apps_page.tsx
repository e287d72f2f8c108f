import type { TriggerFacts } from "hookstorm";

import { PageHeading } from "../app/page_heading";
import { hrefOf } from "../app/routes";
import { useServices } from "../app/services";
import { WebhooksPicture } from "../design/icons";
import { triggerDescription, triggerTitle } from "../text/core_words";
import { text } from "../text/text";

export function AppsPage() {
  const { collection, hookstorm } = useServices();
  const count = collection.webhooks.value.length;
  return (
    <>
      <PageHeading trail={[{ text: text("settings.title"), route: { place: "settings" } }]} title={text("apps.title")} />
      <ul class="apps">
        <li class="app-card" data-testid="webhooks-card">
          <div class="app-card__about">
            <WebhooksPicture />
            <h2>{text("apps.webhooks")}</h2>
            <p>{text("apps.webhooks.lead")}</p>
            <a class="button button--primary" href={hrefOf({ place: "webhooks" })} data-testid="setup-integration">
              {text("apps.setup")}
            </a>
            {count > 0 && <p class="app-card__count">{text("apps.count", { count })}</p>}
          </div>
          <TriggerList triggers={hookstorm.triggers()} />
        </li>
      </ul>
    </>
  );
}

/** What can be sent, before anything is set up. */
function TriggerList({ triggers }: { triggers: TriggerFacts[] }) {
  return (
    <div class="app-card__triggers">
      <h3>{text("apps.triggers", { count: triggers.length })}</h3>
      <dl>
        {triggers.map((facts) => (
          <div key={facts.name}>
            <dt>{triggerTitle(facts)}</dt>
            <dd>{triggerDescription(facts)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
