import { useEffect, useState } from "preact/hooks";

import { announce } from "../app/announcer";
import { PageHeading } from "../app/page_heading";
import { useServices } from "../app/services";
import { showToast } from "../app/toast";
import { UnknownPage } from "../app/unknown_page";
import { CopyButton } from "../design/copy_button";
import { createToken, listTokens, revokeToken, SCOPES, type ScopeName, type Token } from "../dispatcher/access";
import type { DispatcherClient } from "../dispatcher/client";
import { momentText } from "../text/moments";
import { text } from "../text/text";
import "../design/areas.css";
import "./tokens.css";

/** What programs and people may do with the dispatcher's API. */
export function TokensPage() {
  const { dispatcher } = useServices();
  return dispatcher === null ? <UnknownPage explanation={text("tokens.no-dispatcher")} /> : <Tokens client={dispatcher} />;
}

function Tokens({ client }: { client: DispatcherClient }) {
  const [tokens, setTokens] = useState<Token[] | null>(null);
  const [fresh, setFresh] = useState<Token | null>(null);
  const [failure, setFailure] = useState("");
  const load = () =>
    listTokens(client).then(
      (found) => {
        setTokens(found);
        setFailure("");
      },
      (reason: unknown) => setFailure(messageOf(reason)),
    );
  useEffect(() => void load(), [client]);
  const revoke = async ({ id, name }: Token) => {
    try {
      await revokeToken(client, id);
      announce(text("tokens.revoked-now", { name }));
      await load();
    } catch (reason) {
      showToast({ text: messageOf(reason) });
    }
  };
  return (
    <>
      <PageHeading trail={[{ text: text("settings.title"), route: { place: "settings" } }]} title={text("tokens.title")} />
      <p class="page-lead">{text("tokens.lead")}</p>
      {fresh !== null && <FreshToken token={fresh} />}
      {failure !== "" && <p class="failure-line">{failure}</p>}
      {tokens !== null && (
        <div class="tokens">
          <TokenForm
            client={client}
            onMade={(made) => {
              setFresh(made);
              void load();
            }}
          />
          <TokenTable tokens={tokens} onRevoke={(token) => void revoke(token)} />
        </div>
      )}
    </>
  );
}

/** Shown this once: the dispatcher keeps nothing that it could be read from. */
function FreshToken({ token: { name, token } }: { token: Token }) {
  return (
    <section class="fresh-secret" aria-labelledby="fresh-token-title" data-testid="fresh-token">
      <h2 id="fresh-token-title">{text("tokens.fresh", { name })}</h2>
      <p>{text("tokens.fresh.hint")}</p>
      <div class="fresh-secret__row">
        <code class="fresh-secret__value">{token}</code>
        <CopyButton label={text("json.copy")} content={() => token ?? ""} />
      </div>
    </section>
  );
}

function TokenForm({ client, onMade }: { client: DispatcherClient; onMade: (token: Token) => void }) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly ScopeName[]>(["webhooks:read", "deliveries:read"]);
  const make = async (event: Event) => {
    event.preventDefault();
    try {
      onMade(await createToken(client, name, scopes));
      setName("");
    } catch (reason) {
      showToast({ text: messageOf(reason) });
    }
  };
  return (
    <form class="card token-form" aria-labelledby="token-form-title" onSubmit={(event) => void make(event)}>
      <h2 id="token-form-title">{text("tokens.make")}</h2>
      <div class="field">
        <label for="token-name">{text("tokens.name")}</label>
        <input
          id="token-name"
          value={name}
          maxLength={200}
          data-testid="token-name"
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </div>
      <fieldset class="token-form__scopes">
        <legend>{text("tokens.scopes")}</legend>
        {SCOPES.map((scope) => (
          <label key={scope} class="check">
            <input
              type="checkbox"
              checked={scopes.includes(scope)}
              data-testid={`scope-${scope}`}
              onChange={(event) => {
                const others = scopes.filter((each) => each !== scope);
                setScopes(event.currentTarget.checked ? [...others, scope] : others);
              }}
            />
            <span>
              <code>{scope}</code> {text(`tokens.scope.${SCOPE_KEYS[scope]}`)}
            </span>
          </label>
        ))}
      </fieldset>
      <button
        type="submit"
        class="button button--primary"
        data-testid="make-token"
        disabled={name.trim() === "" || scopes.length === 0}
      >
        {text("tokens.make")}
      </button>
    </form>
  );
}

const SCOPE_KEYS = {
  "webhooks:read": "webhooks-read",
  "webhooks:write": "webhooks-write",
  "occurrences:write": "occurrences-write",
  "deliveries:read": "deliveries-read",
  admin: "admin",
} as const satisfies Record<ScopeName, string>;

function TokenTable({ tokens, onRevoke }: { tokens: Token[]; onRevoke: (token: Token) => void }) {
  return tokens.length === 0 ? (
    <p class="card__lead">{text("tokens.none")}</p>
  ) : (
    <ul class="webhook-list" aria-label={text("tokens.title")}>
      {tokens.map((token) => (
        <TokenRow key={token.id} token={token} onRevoke={() => onRevoke(token)} />
      ))}
    </ul>
  );
}

function TokenRow({ token, onRevoke }: { token: Token; onRevoke: () => void }) {
  const { name, scopes, createdAt, usedAt, revokedAt } = token;
  return (
    <li class={`webhook-row${revokedAt === null ? "" : " webhook-row--off"}`} data-testid="token-row">
      <div class="webhook-row__text">
        <span class="webhook-row__title">{name}</span>
        <p class="webhook-row__facts">
          <span>{scopes.join(", ")}</span>
          <span>{text("tokens.made", { moment: momentText(createdAt) })}</span>
          <span>{usedAt === null ? text("tokens.unused") : text("tokens.used", { moment: momentText(usedAt) })}</span>
        </p>
      </div>
      {revokedAt === null ? (
        <RevokeButton name={name} onRevoke={onRevoke} />
      ) : (
        <span class="chip">{text("tokens.revoked", { moment: momentText(revokedAt) })}</span>
      )}
    </li>
  );
}

/** Asks once more, since a token does not come back. */
function RevokeButton({ name, onRevoke }: { name: string; onRevoke: () => void }) {
  const [isAsking, setAsking] = useState(false);
  return isAsking ? (
    <span class="token-question">
      <button type="button" class="button button--small button--danger" autofocus data-testid="revoke-for-good" onClick={onRevoke}>
        {text("tokens.revoke-for-good", { name })}
      </button>
      <button type="button" class="button button--small" onClick={() => setAsking(false)}>
        {text("tokens.keep")}
      </button>
    </span>
  ) : (
    <button
      type="button"
      class="button button--small"
      aria-label={text("tokens.revoke-one", { name })}
      data-testid="revoke-token"
      onClick={() => setAsking(true)}
    >
      {text("tokens.revoke")}
    </button>
  );
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
