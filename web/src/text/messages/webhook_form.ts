import type { Message } from "../message";

/** Adding and editing a webhook. */
export const webhookForm = {
  "form.title": { en: "The webhook", fr: "Le webhook" },
  "form.add": { en: "Add a webhook", fr: "Ajouter le webhook" },
  "form.save": { en: "Save changes", fr: "Enregistrer les modifications" },
  "form.cancel": { en: "Cancel", fr: "Annuler" },
  "form.added": { en: "Added: {title}", fr: "Ajouté : {title}" },
  "form.saved": { en: "Changes saved", fr: "Modifications enregistrées" },
  "form.attention": {
    en: { one: "One field needs your attention.", other: "{count} fields need your attention." },
    fr: { one: "Un champ demande votre attention.", other: "{count} champs demandent votre attention." },
  },

  "form.triggers": { en: "Choose the trigger", fr: "Choisissez le déclencheur" },
  "form.triggers.add": { en: "Add another trigger", fr: "Ajouter un autre déclencheur" },
  "form.triggers.another": { en: "Another trigger", fr: "Un autre déclencheur" },
  "form.triggers.remove": { en: "Remove the trigger {title}", fr: "Retirer le déclencheur {title}" },
  "form.url": { en: "Paste the URL", fr: "Collez l’URL" },
  "form.url.hint": { en: "Where the requests go.", fr: "Où vont les requêtes." },
  "form.url.hint.https": { en: "Where the requests go: https only.", fr: "Où vont les requêtes : https seulement." },
  "form.family": { en: "Family", fr: "Famille" },
  "form.name": { en: "Name", fr: "Nom" },
  "form.name.hint": { en: "For you to tell it by.", fr: "Pour que vous le reconnaissiez." },

  "form.secret": { en: "Signing secret", fr: "Secret de signature" },
  "form.secret.hint": {
    en: "The receiver checks with it that a request is yours and unchanged.",
    fr: "Le récepteur vérifie avec lui qu’une requête vient de vous et n’a pas changé.",
  },
  "form.secret.kept": {
    en: "The dispatcher keeps the secret and does not show it again.",
    fr: "Le dispatcher garde le secret et ne le montre plus.",
  },
  "form.secret.none": {
    en: "Without a secret, requests are not signed: receivers cannot tell them from forged ones.",
    fr: "Sans secret, les requêtes ne sont pas signées : les récepteurs ne les distinguent pas de fausses.",
  },
  "form.secret.replace": { en: "Replace the secret", fr: "Remplacer le secret" },
  "form.secret.generate": { en: "Generate a secret", fr: "Générer un secret" },
  "form.secret.regenerate": { en: "Regenerate", fr: "Régénérer" },
  "form.secret.show": { en: "Show", fr: "Montrer" },
  "form.secret.hide": { en: "Hide", fr: "Cacher" },
  "form.secret.keep": { en: "Keep the present secret", fr: "Garder le secret actuel" },
  "form.secret.remove": { en: "Remove", fr: "Retirer" },
} as const satisfies Record<string, Message>;
