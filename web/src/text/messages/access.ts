import type { Message } from "../message";

/** Signing in to a dispatcher that asks who is there. */
export const access = {
  "access.title": { en: "Sign in", fr: "Se connecter" },
  "access.token": { en: "Token", fr: "Jeton" },
  "access.hint": {
    en: "As `hookstorm token create` prints it; the link that `hookstorm serve` prints at first works as well.",
    fr: "Celui qu’affiche `hookstorm token create` ; le lien qu’affiche d’abord `hookstorm serve` convient aussi.",
  },
  "access.sign-in": { en: "Sign in", fr: "Se connecter" },
} as const satisfies Record<string, Message>;
