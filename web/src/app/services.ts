import type { Hookstorm } from "hookstorm";
import { createContext } from "preact";
import { useContext } from "preact/hooks";

import type { DispatcherClient } from "../dispatcher/client";
import type { WebhookCollection } from "../storage/webhook_collection";
import type { Workspaces } from "../webhooks/workspace";

/** What the page's parts share, made once at the start. */
export interface Services {
  hookstorm: Hookstorm;
  collection: WebhookCollection;
  /** The dispatcher that serves the page; null in browser-only mode. */
  dispatcher: DispatcherClient | null;
  workspaces: Workspaces;
}

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) {
    throw new Error("The page's parts are used before the page has started.");
  }
  return services;
}
