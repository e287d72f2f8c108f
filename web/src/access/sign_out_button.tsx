import { showToast } from "../app/toast";
import { text } from "../text/text";
import { signOut } from "./session";

export function SignOutButton() {
  return (
    <button type="button" class="button" data-testid="sign-out" onClick={signOutOrTell}>
      {text("access.sign-out")}
    </button>
  );
}

export function signOutOrTell(): void {
  signOut().catch(() => showToast({ text: text("access.sign-out.failed") }));
}
