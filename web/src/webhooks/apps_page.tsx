import type { TriggerFacts } from "hookstorm";

import { PageHeading } from "../app/page_heading";
import { hrefOf } from "../app/routes";
import { useServices } from "../app/services";
import { WebhooksPicture } from "../design/icons";

export function AppsPage() {
  const { collection, hookstorm } = useServices();
  const count = collection.webhooks.value.length;
  return (
    <>
      <PageHeading trail={[{ text: "Settings", route: { place: "settings" } }]} title="Apps" />
      <ul class="apps">
        <li class="app-card" data-testid="webhooks-card">
          <div class="app-card__about">
            <WebhooksPicture />
            <h2>Webhooks</h2>
            <p>
              Send your registrant and event data to any URL of your choice. The integration applies to all of
              your events.
            </p>
            <a class="button button--primary" href={hrefOf({ place: "webhooks" })} data-testid="setup-integration">
              Setup integration
            </a>
            {count > 0 && <p class="app-card__count">{count === 1 ? "1 webhook" : `${count} webhooks`}</p>}
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
      <h3>{triggers.length} triggers</h3>
      <dl>
        {triggers.map(({ name, title, description }) => (
          <div key={name}>
            <dt>{title}</dt>
            <dd>{description}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
