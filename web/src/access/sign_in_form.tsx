import { useState } from "preact/hooks";

import { phrase, text } from "../text/text";
import { signIn, type Session } from "./session";

/** Asks for a token. What is signed in is kept in a cookie that no script reads; the token is not kept at all. */
export function SignInForm({ reason, onSignedIn }: { reason: string; onSignedIn: (session: Session) => void }) {
  const [token, setToken] = useState("");
  const [problem, setProblem] = useState(reason);
  const submit = (event: Event) => {
    event.preventDefault();
    signIn({ token: token.trim() }).then(onSignedIn, (failure: unknown) => {
      setProblem(failure instanceof Error && failure.message !== "" ? failure.message : text("dispatcher.silent"));
    });
  };
  return (
    <form class="sign-in" onSubmit={submit}>
      <div class="field">
        <label for="token">{text("access.token")}</label>
        <input
          id="token"
          type="password"
          autocomplete="current-password"
          required
          aria-describedby="token-hint"
          value={token}
          onInput={(event) => setToken(event.currentTarget.value)}
        />
        <div id="token-hint" class="field__below">
          <p class="field__hint">{phrase("access.hint")}</p>
        </div>
      </div>
      {problem !== "" && (
        <p class="failure-line" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" class="button button--primary">
        {text("access.sign-in")}
      </button>
    </form>
  );
}
