import { PageHeading } from "../app/page_heading";
import { hrefOf } from "../app/routes";
import { useServices } from "../app/services";
import { Plus } from "../design/icons";
import { text } from "../text/text";
import { CorruptStore } from "./corrupt_store";
import { FreshSecret } from "./fresh_secret";
import { appsTrail } from "./trail";
import { Transfer } from "./transfer";
import { WebhookRow } from "./webhook_row";

export function WebhookListPage() {
  const { collection } = useServices();
  const isCorrupt = collection.state.value.kind === "corrupt";
  return (
    <>
      <PageHeading trail={appsTrail()} title={text("webhooks.title")}>
        {!isCorrupt && (
          <a class="button button--primary" href={hrefOf({ place: "add" })} data-testid="add-webhook-link">
            <Plus /> {text("webhooks.add")}
          </a>
        )}
      </PageHeading>
      <FreshSecret />
      <Content />
    </>
  );
}

function Content() {
  const { collection } = useServices();
  const state = collection.state.value;
  if (state.kind === "corrupt") {
    return <CorruptStore stored={state.stored} problems={state.problems} onClear={state.clear} />;
  }
  return (
    <>
      {state.kind === "failed" && <p class="failure-line" role="alert">{state.message}</p>}
      <WebhookTable />
      <Transfer />
    </>
  );
}

function WebhookTable() {
  const { collection } = useServices();
  const webhooks = collection.webhooks.value;
  if (webhooks.length === 0) {
    return (
      <div class="empty">
        <p class="empty__title">{text("webhooks.none")}</p>
        <p>{text("webhooks.none.lead")}</p>
        <a class="button" href={hrefOf({ place: "add" })}>
          {text("webhooks.none.add")}
        </a>
      </div>
    );
  }
  return (
    <ul class="webhook-list" aria-label={text("webhooks.title")}>
      {webhooks.map((webhook) => (
        <WebhookRow key={webhook.id} webhook={webhook} />
      ))}
    </ul>
  );
}
