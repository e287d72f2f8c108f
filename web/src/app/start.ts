import { loadHookstorm, type Hookstorm } from "hookstorm";
import { ed25519 } from "hookstorm/ed25519";

import { readSession, signInByLink } from "../access/session";
import { findDispatcher, type FoundDispatcher } from "../dispatcher/find";
import { BrowserRepository } from "../storage/browser_repository";
import { DispatcherRepository } from "../storage/dispatcher_repository";
import { WebhookCollection } from "../storage/webhook_collection";
import type { WebhookRepository } from "../storage/webhook_repository";
import { Workspaces } from "../webhooks/workspace";
import type { Services } from "./services";

/** Loads the core, looks for a dispatcher, and reads the webhooks from wherever they live. */
export async function start(): Promise<Services> {
  const [hookstorm, found] = await Promise.all([loadHookstorm({ ed25519 }), signInByLink().then(findDispatcher)]);
  if (found !== null) {
    void readSession();
  }
  const collection = new WebhookCollection(repositoryFor(hookstorm, found));
  await collection.load();
  // In a browser nothing is delivered to strangers, so plain http may be tried: with a warning.
  const allowHttp = found === null || found.allowsHttp;
  const keepsSecrets = found !== null;
  return {
    hookstorm,
    collection,
    dispatcher: found?.client ?? null,
    workspaces: new Workspaces(hookstorm, { allowHttp, keepsSecrets }),
  };
}

function repositoryFor(hookstorm: Hookstorm, found: FoundDispatcher | null): WebhookRepository {
  return found === null
    ? new BrowserRepository(hookstorm, () => localStorage)
    : new DispatcherRepository(found.client, found.allowsHttp);
}
