import { objectIn, listIn, parsedJson, textIn } from "../json/reading";

const CODE_ADDRESS = /^#\/sign-in\?code=([\w-]+)$/;

/** Thrown where the dispatcher asks who is there; `reason` says why a sign-in failed, where one was tried. */
export class SignInNeeded extends Error {
  constructor(readonly reason: string = "") {
    super(reason);
  }
}

/** Signs in by the link that `hookstorm serve` prints, where the page was opened by one. The code works once. */
export async function signInByLink(): Promise<void> {
  const code = CODE_ADDRESS.exec(location.hash)?.[1];
  if (code === undefined) {
    return;
  }
  history.replaceState(null, "", "#/");
  await signIn({ code });
}

/** Rejects with `SignInNeeded` where the dispatcher lets nobody in by this. */
export async function signIn(by: { token: string } | { code: string }): Promise<void> {
  const response = await fetch("v1/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(by),
  });
  if (!response.ok) {
    const first = objectIn(listIn(objectIn(parsedJson(await response.text()))["errors"])[0]);
    throw new SignInNeeded(textIn(first["detail"]));
  }
}
