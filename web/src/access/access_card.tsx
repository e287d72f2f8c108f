import { hrefOf } from "../app/routes";
import { phrase, text } from "../text/text";
import { session, type Session } from "./session";
import { SignOutButton } from "./sign_out_button";

/** Who asks, and where tokens and the log are. */
export function AccessCard() {
  return (
    <section class="card" aria-labelledby="settings-access">
      <h2 id="settings-access">{text("settings.access")}</h2>
      <p class="card__lead">{text("settings.access.lead")}</p>
      {session.value !== null && <Who session={session.value} />}
      <p class="settings__links">
        <a class="button" href={hrefOf({ place: "tokens" })}>
          {text("tokens.title")}
        </a>
        <a class="button" href={hrefOf({ place: "audit" })}>
          {text("audit.title")}
        </a>
        {session.value?.kind === "session" && <SignOutButton />}
      </p>
    </section>
  );
}

function Who({ session: { kind, tokenName, workspace, scopes } }: { session: Session }) {
  return (
    <p data-testid="who">
      {kind === "open"
        ? phrase("access.open")
        : text("access.who", { token: tokenName ?? "", workspace, scopes: scopes.join(", ") })}
    </p>
  );
}
