import { listIn, numberOrNull, objectIn, textIn, textOrNull } from "../json/reading";
import type { DispatcherClient } from "./client";

/** What a token may do. */
export const SCOPES = ["webhooks:read", "webhooks:write", "occurrences:write", "deliveries:read", "admin"] as const;
export type ScopeName = (typeof SCOPES)[number];

export interface Token {
  id: string;
  name: string;
  workspace: string;
  scopes: string[];
  createdAt: string;
  usedAt: string | null;
  revokedAt: string | null;
  /** In the answer to the request that made it alone. */
  token: string | null;
}

/** Who changed what. */
export interface AuditEntry {
  id: string;
  at: string;
  actor: { kind: string; tokenName: string | null };
  action: string;
  subjectId: string;
  subjectName: string;
  revisionBefore: number | null;
  revisionAfter: number | null;
}

export interface AuditPage {
  entries: AuditEntry[];
  /** The path of the next page; null at the end. */
  next: string | null;
}

const TOKENS_PATH = "v1/tokens";
export const AUDIT_PATH = "v1/audit?page[size]=50";

/** All of them, page by page. */
export async function listTokens(client: DispatcherClient): Promise<Token[]> {
  const tokens: Token[] = [];
  for (let page: number | null = 0; page !== null; ) {
    const document = objectIn(await client.call(`${TOKENS_PATH}?page[number]=${page}&page[size]=50`, { method: "GET" }));
    tokens.push(...listIn(document["data"]).map(tokenIn));
    page = numberOrNull(objectIn(document["meta"])["next_page"]);
  }
  return tokens;
}

export async function createToken(client: DispatcherClient, name: string, scopes: readonly ScopeName[]): Promise<Token> {
  const body = JSON.stringify({ data: { type: "tokens", attributes: { name, scopes } } });
  return tokenIn(objectIn(await client.call(TOKENS_PATH, { method: "POST", body }))["data"]);
}

export async function revokeToken(client: DispatcherClient, id: string): Promise<void> {
  await client.call(`${TOKENS_PATH}/${encodeURIComponent(id)}`, { method: "DELETE" });
}

export async function auditPage(client: DispatcherClient, path: string): Promise<AuditPage> {
  const document = objectIn(await client.call(path, { method: "GET" }));
  const next = textOrNull(objectIn(document["links"])["next"]);
  return { entries: listIn(document["data"]).map(entryIn), next: next === null ? null : next.replace(/^\//, "") };
}

function tokenIn(value: unknown): Token {
  const resource = objectIn(value);
  const attributes = objectIn(resource["attributes"]);
  return {
    id: textIn(resource["id"]),
    name: textIn(attributes["name"]),
    workspace: textIn(attributes["workspace"]),
    scopes: listIn(attributes["scopes"]).map(textIn),
    createdAt: textIn(attributes["created_at"]),
    usedAt: textOrNull(attributes["used_at"]),
    revokedAt: textOrNull(attributes["revoked_at"]),
    token: textOrNull(attributes["token"]),
  };
}

function entryIn(value: unknown): AuditEntry {
  const resource = objectIn(value);
  const attributes = objectIn(resource["attributes"]);
  const actor = objectIn(attributes["actor"]);
  return {
    id: textIn(resource["id"]),
    at: textIn(attributes["at"]),
    actor: { kind: textIn(actor["kind"]), tokenName: textOrNull(actor["token_name"]) },
    action: textIn(attributes["action"]),
    subjectId: textIn(attributes["subject_id"]),
    subjectName: textIn(attributes["subject_name"]),
    revisionBefore: numberOrNull(attributes["revision_before"]),
    revisionAfter: numberOrNull(attributes["revision_after"]),
  };
}
