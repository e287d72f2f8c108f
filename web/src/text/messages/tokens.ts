import type { Message } from "../message";

/** Tokens, and the log of who changed what. */
export const tokens = {
  "tokens.title": { en: "Tokens", fr: "Jetons" },
  "tokens.lead": {
    en: "What programs and people may do with this dispatcher's API.",
    fr: "Ce que les programmes et les personnes peuvent faire avec l’API de ce dispatcher.",
  },
  "tokens.no-dispatcher": {
    en: "Tokens are given by a dispatcher, and none serves this page: start one with `hookstorm serve` and open its address.",
    fr: "Les jetons sont donnés par un dispatcher, et aucun ne sert cette page : lancez-en un avec `hookstorm serve` et ouvrez son adresse.",
  },
  "tokens.make": { en: "Make a token", fr: "Créer un jeton" },
  "tokens.name": { en: "Name", fr: "Nom" },
  "tokens.scopes": { en: "What it may do", fr: "Ce qu’il peut faire" },
  "tokens.scope.webhooks-read": { en: "see webhooks", fr: "voir les webhooks" },
  "tokens.scope.webhooks-write": { en: "change webhooks", fr: "modifier les webhooks" },
  "tokens.scope.occurrences-write": { en: "send occurrences in", fr: "envoyer des occurrences" },
  "tokens.scope.deliveries-read": { en: "see deliveries", fr: "voir les livraisons" },
  "tokens.scope.admin": { en: "all of it, and give out tokens", fr: "tout cela, et donner des jetons" },
  "tokens.fresh": { en: "The token “{name}”", fr: "Le jeton « {name} »" },
  "tokens.fresh.hint": { en: "Copy it now: it is shown this once.", fr: "Copiez-le maintenant : il n’est montré qu’une fois." },
  "tokens.none": { en: "No tokens yet.", fr: "Pas encore de jetons." },
  "tokens.made": { en: "made {moment}", fr: "créé {moment}" },
  "tokens.used": { en: "used {moment}", fr: "utilisé {moment}" },
  "tokens.unused": { en: "never used", fr: "jamais utilisé" },
  "tokens.revoke": { en: "Revoke", fr: "Révoquer" },
  "tokens.revoke-one": { en: "Revoke {name}", fr: "Révoquer {name}" },
  "tokens.revoke-for-good": { en: "Revoke {name} for good", fr: "Révoquer {name} pour de bon" },
  "tokens.keep": { en: "Keep it", fr: "Le garder" },
  "tokens.revoked": { en: "revoked {moment}", fr: "révoqué {moment}" },
  "tokens.revoked-now": { en: "{name} is revoked.", fr: "{name} est révoqué." },

  "audit.title": { en: "Who changed what", fr: "Qui a changé quoi" },
  "audit.lead": {
    en: "Changes of webhooks, tokens and workspaces, and who signed in; the latest first.",
    fr: "Les changements de webhooks, de jetons et d’espaces, et qui s’est connecté ; le plus récent d’abord.",
  },
  "audit.at": { en: "When", fr: "Quand" },
  "audit.actor": { en: "Who", fr: "Qui" },
  "audit.action": { en: "What", fr: "Quoi" },
  "audit.subject": { en: "Of what", fr: "De quoi" },
  "settings.access": { en: "Access", fr: "Accès" },
  "settings.access.lead": {
    en: "Tokens for the dispatcher's API, and the log of who changed what.",
    fr: "Les jetons de l’API du dispatcher, et le journal de qui a changé quoi.",
  },
} as const satisfies Record<string, Message>;
