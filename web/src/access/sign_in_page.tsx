import { text } from "../text/text";
import { SignInForm } from "./sign_in_form";
import "./sign_in.css";

/** Shown instead of the page to whom the dispatcher does not know. */
export function SignInPage({ reason }: { reason: string }) {
  return (
    <main class="failure sign-in-page">
      <h1>{text("access.title")}</h1>
      <SignInForm reason={reason} onSignedIn={() => location.reload()} />
    </main>
  );
}
