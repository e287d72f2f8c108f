import { PageHeading, type Crumb } from "../app/page_heading";
import { hrefOf } from "../app/routes";
import { useServices } from "../app/services";
import { Plus } from "../design/icons";
import { CorruptStore } from "./corrupt_store";
import { FreshSecret } from "./fresh_secret";
import { Transfer } from "./transfer";
import { WebhookRow } from "./webhook_row";

const TRAIL: Crumb[] = [{ text: "Settings", route: { place: "settings" } }, { text: "Apps", route: { place: "apps" } }];

export function WebhookListPage() {
  const { collection } = useServices();
  const isCorrupt = collection.state.value.kind === "corrupt";
  return (
    <>
      <PageHeading trail={TRAIL} title="Webhooks">
        {!isCorrupt && (
          <a class="button button--primary" href={hrefOf({ place: "add" })} data-testid="add-webhook-link">
            <Plus /> Add a webhook
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
    return <CorruptStore text={state.text} problems={state.problems} onClear={state.clear} />;
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
        <p class="empty__title">No webhooks yet</p>
        <p>Choose a trigger, paste a URL, and see the exact request before anything is sent.</p>
        <a class="button" href={hrefOf({ place: "add" })}>
          Add your first webhook
        </a>
      </div>
    );
  }
  return (
    <ul class="webhook-list" aria-label="Webhooks">
      {webhooks.map((webhook) => (
        <WebhookRow key={webhook.id} webhook={webhook} />
      ))}
    </ul>
  );
}
