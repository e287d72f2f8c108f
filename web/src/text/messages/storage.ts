import type { Message } from "../message";

/** What goes wrong where webhooks are kept. */
export const storage = {
  "storage.unsound": {
    en: "The webhook is not sound, so it was not saved: correct it first.",
    fr: "Le webhook n’est pas valable et n’a pas été enregistré : corrigez-le d’abord.",
  },
  "storage.gone": {
    en: "This webhook was deleted meanwhile, perhaps in another tab: add it anew.",
    fr: "Ce webhook a été supprimé entre-temps, peut-être dans un autre onglet : ajoutez-le de nouveau.",
  },
  "storage.full": {
    en: "At most {most} webhooks are kept: delete some first.",
    fr: "Au plus {most} webhooks sont gardés : supprimez-en d’abord.",
  },
  "storage.forbidden": {
    en: "The browser does not let this page store anything: allow storage for this site ({reason}).",
    fr: "Le navigateur ne laisse pas cette page enregistrer : autorisez le stockage pour ce site ({reason}).",
  },
  "storage.unreadable": {
    en: "What is stored in this browser cannot be read as webhooks.",
    fr: "Ce qui est enregistré dans ce navigateur ne se lit pas comme des webhooks.",
  },
  "storage.import.partly": {
    en: "{added} of {all} were added, then: {reason}",
    fr: "{added} sur {all} ont été ajoutés, puis : {reason}",
  },
  "file.not-json": { en: "This is not JSON.", fr: "Ce n’est pas du JSON." },
  "file.version": {
    en: 'A file of webhooks says "hookstorm": 1.',
    fr: "Un fichier de webhooks dit \"hookstorm\": 1.",
  },
  "file.no-list": { en: "This must be a list of webhooks.", fr: "Ce doit être une liste de webhooks." },
  "file.duplicate-id": {
    en: "Another webhook of this file has this id: give each its own.",
    fr: "Un autre webhook de ce fichier a cet identifiant : donnez à chacun le sien.",
  },
  "dispatcher.silent": {
    en: "The dispatcher does not answer. Is it still running?",
    fr: "Le dispatcher ne répond pas. Fonctionne-t-il encore ?",
  },
  "dispatcher.status": { en: "The dispatcher answered {status}.", fr: "Le dispatcher a répondu {status}." },
} as const satisfies Record<string, Message>;
