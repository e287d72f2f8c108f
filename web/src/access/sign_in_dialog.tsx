import { useLayoutEffect, useRef } from "preact/hooks";

import { text } from "../text/text";
import { goOnAs, isSignInAsked } from "./session";
import { SignInForm } from "./sign_in_form";
import "./sign_in.css";

/** Over the page, which stays as it is, where the session has ended. */
export function SignInDialog() {
  return isSignInAsked.value ? <Dialog /> : null;
}

function Dialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = () => dialog.current?.showModal();
  useLayoutEffect(open, []);
  return (
    // Without a session there is nothing to go back to, by Escape or a phone's back.
    <dialog
      ref={dialog}
      class="sign-in-dialog"
      aria-labelledby="sign-in-title"
      onKeyDown={(event) => event.key === "Escape" && event.preventDefault()}
      onClose={open}
    >
      <h2 id="sign-in-title">{text("access.again")}</h2>
      <p>{text("access.again.lead")}</p>
      <SignInForm reason="" onSignedIn={goOnAs} />
    </dialog>
  );
}
