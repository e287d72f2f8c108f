import type { ComponentChildren } from "preact";

import { SettingsPage } from "../settings/settings_page";
import { text, type PlainKey } from "../text/text";
import { AppsPage } from "../webhooks/apps_page";
import { WebhookListPage } from "../webhooks/webhook_list_page";
import { WebhookPage } from "../webhooks/webhook_page";
import type { PlainPlace, Route } from "./routes";
import type { Services } from "./services";
import { later } from "./later";
import { UnknownPage } from "./unknown_page";

const CataloguePage = later(async () => (await import("../catalogue/catalogue_page")).CataloguePage);
const SimulatorPage = later(async () => (await import("../simulator/simulator_page")).SimulatorPage);
const VerifyPage = later(async () => (await import("../verify/verify_page")).VerifyPage);
const TokensPage = later(async () => (await import("../access/tokens_page")).TokensPage);
const AuditPage = later(async () => (await import("../access/audit_page")).AuditPage);
const WatchPage = later(async () => (await import("../watch/watch_page")).WatchPage);
const InboxesPage = later(async () => (await import("../inbox/inboxes_page")).InboxesPage);
const InboxPage = later(async () => (await import("../inbox/inbox_page")).InboxPage);
const ReplayPage = later(async () => (await import("../replay/replay_page")).ReplayPage);

/** What stands at a route. Screens that few visits need come by `later`, with their own code. */
export function screenAt(route: Route): ComponentChildren {
  switch (route.place) {
    case "apps":
      return <AppsPage />;
    case "webhooks":
      return <WebhookListPage />;
    case "add":
      return <WebhookPage key="add" id={null} />;
    case "edit":
      return <WebhookPage key={route.id} id={route.id} />;
    case "watch":
      return <WatchPage />;
    case "inboxes":
      return <InboxesPage />;
    case "inbox":
      return <InboxPage key={route.id} id={route.id} />;
    case "catalogue":
      return <CataloguePage />;
    case "catalogueOf":
      return <CataloguePage id={route.id} />;
    case "simulator":
      return <SimulatorPage />;
    case "verify":
      return <VerifyPage />;
    case "replay":
      return <ReplayPage />;
    case "settings":
      return <SettingsPage />;
    case "tokens":
      return <TokensPage />;
    case "audit":
      return <AuditPage />;
    case "unknown":
      return <UnknownPage explanation={text("unknown.address")} />;
  }
}

export interface MainEntry {
  place: PlainPlace;
  title: PlainKey;
  /** Which other places belong to it. */
  within?: readonly Route["place"][];
  /** Whether it is there; without it, always. */
  isThere?: (services: Services) => boolean;
}

/** What the main navigation leads to, in its order. */
export const MAIN_ENTRIES: readonly MainEntry[] = [
  { place: "webhooks", title: "navigation.webhooks", within: ["apps", "add", "edit"] },
  { place: "watch", title: "navigation.watch", isThere: ({ dispatcher }) => dispatcher !== null },
  { place: "inboxes", title: "inbox.title", within: ["inbox"], isThere: ({ dispatcher }) => dispatcher !== null },
  { place: "catalogue", title: "catalogue.title", within: ["catalogueOf"] },
  { place: "simulator", title: "simulator.title" },
  { place: "verify", title: "navigation.verify" },
  { place: "replay", title: "navigation.replay" },
  { place: "settings", title: "navigation.settings", within: ["tokens", "audit"] },
];
