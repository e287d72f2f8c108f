import type { Message } from "../message";

/** Signing in to a dispatcher that asks who is there, and out. */
export const access = {
  "access.title": { en: "Sign in", fr: "Se connecter" },
  "access.again": { en: "Sign in again", fr: "Se reconnecter" },
  "access.again.lead": {
    en: "Your session has ended. Once you are signed in, the page goes on where it was; nothing that you wrote is lost.",
    fr: "Votre session est terminée. Une fois connecté, la page continue où elle en était ; rien de ce que vous avez écrit n’est perdu.",
  },
  "access.token": { en: "Token", fr: "Jeton" },
  "access.hint": {
    en: "As `hookstorm token create` prints it; the link that `hookstorm serve` prints at first works as well.",
    fr: "Celui qu’affiche `hookstorm token create` ; le lien qu’affiche d’abord `hookstorm serve` convient aussi.",
  },
  "access.sign-in": { en: "Sign in", fr: "Se connecter" },
  "access.sign-out": { en: "Sign out", fr: "Se déconnecter" },
  "access.sign-out.failed": {
    en: "The dispatcher did not sign you out: check that it runs, then sign out again.",
    fr: "Le dispatcher ne vous a pas déconnecté : vérifiez qu’il tourne, puis déconnectez-vous de nouveau.",
  },
  "access.who": {
    en: "You are signed in by “{token}” in the workspace {workspace}, with {scopes}.",
    fr: "Vous êtes connecté par « {token} » dans l’espace {workspace}, avec {scopes}.",
  },
  "access.open": {
    en: "This dispatcher runs with `--open`: it asks nobody for a token, and whoever reaches it may do everything.",
    fr: "Ce dispatcher tourne avec `--open` : il ne demande de jeton à personne, et quiconque l’atteint peut tout faire.",
  },
} as const satisfies Record<string, Message>;
