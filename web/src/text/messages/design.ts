import type { Message } from "../message";

/** Small controls and lists that many screens have. */
export const design = {
  "copy.done": { en: "Copied", fr: "Copié" },
  "copy.failed": { en: "Not copied", fr: "Non copié" },
  "copy.spoken": { en: "{label}: copied.", fr: "{label} : copié." },
  "copy.refused": {
    en: "The browser does not let this page copy.",
    fr: "Le navigateur n’autorise pas cette page à copier.",
  },
  "request.curl": { en: "Copy as curl", fr: "Copier en curl" },
  "request.body": { en: "Copy the body", fr: "Copier le corps" },
  "json.copy": { en: "Copy", fr: "Copier" },
  "problem.error": { en: "Error:", fr: "Erreur :" },
  "problem.warning": { en: "Warning:", fr: "Avertissement :" },
  "problem.document": { en: "the document", fr: "le document" },
  "problem.reveal": { en: "Show it in the editor", fr: "L’afficher dans l’éditeur" },
  "problem.more": { en: { one: "And one more.", other: "And {count} more." }, fr: { one: "Et un autre.", other: "Et {count} autres." } },
  "field.optional": { en: "optional", fr: "facultatif" },
} as const satisfies Record<string, Message>;
