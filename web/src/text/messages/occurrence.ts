import type { Message } from "../message";

/** The occurrence that previews are made of. */
export const occurrence = {
  "occurrence.title": { en: "The occurrence", fr: "L’occurrence" },
  "occurrence.lead": {
    en: "What happened, as data. Change it and the request changes with it.",
    fr: "Ce qui s’est passé, en données. Modifiez-la et la requête change avec elle.",
  },
  "occurrence.reset": { en: "Reset to the sample", fr: "Revenir à l’exemple" },
  "occurrence.editor": { en: "The occurrence as JSON", fr: "L’occurrence en JSON" },
  "occurrence.checking": { en: "Checking", fr: "Vérification" },
  "occurrence.checking.strict": { en: "Strict", fr: "Stricte" },
  "occurrence.checking.strict.hint": {
    en: "For your own data: everything must be right.",
    fr: "Pour vos propres données : tout doit être juste.",
  },
  "occurrence.checking.lenient": { en: "Lenient", fr: "Souple" },
  "occurrence.checking.lenient.hint": {
    en: "For foreign or redacted data: oddities become warnings.",
    fr: "Pour des données étrangères ou masquées : les bizarreries deviennent des avertissements.",
  },
  "occurrence.sound": { en: "Nothing to complain about.", fr: "Rien à redire." },
  "occurrence.unwanted": {
    en: "The occurrence's trigger is {trigger}, which this webhook is not triggered by: such an occurrence would not be sent to it.",
    fr: "Le déclencheur de l’occurrence est {trigger}, qui ne déclenche pas ce webhook : une telle occurrence ne lui serait pas envoyée.",
  },
} as const satisfies Record<string, Message>;
