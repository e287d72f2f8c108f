import type { Message } from "../message";

/** The exact request, and what is copied of it. */
export const preview = {
  "preview.title": { en: "The request", fr: "La requête" },
  "preview.trigger": { en: "Trigger", fr: "Déclencheur" },
  "preview.copy": { en: "Copy the request", fr: "Copier la requête" },
  "preview.copy.receiver": { en: "Copy as receiver", fr: "Copier en récepteur" },
  "preview.copy.receiver.unsigned": {
    en: "Give the webhook a signing secret first: the receiver verifies with it.",
    fr: "Donnez d’abord un secret de signature au webhook : le récepteur vérifie avec lui.",
  },
  "preview.copy.schema": { en: "Copy as JSON Schema", fr: "Copier en JSON Schema" },
  "preview.copy.schema.none": {
    en: "There is a schema of a family's whole body: choose one that has this trigger, without selection or template.",
    fr: "Il y a un schéma du corps entier d’une famille : choisissez-en une qui a ce déclencheur, sans sélection ni modèle.",
  },
  "preview.copy.curl": { en: "Copy as curl", fr: "Copier en curl" },
  "preview.copy.body": { en: "Copy body", fr: "Copier le corps" },
  "preview.line.none": { en: "Nothing can be sent yet.", fr: "Rien ne peut encore être envoyé." },
  "preview.line.pending": { en: "Where it goes appears with the URL.", fr: "Sa destination apparaît avec l’URL." },
  "preview.headers": { en: "Headers", fr: "En-têtes" },
  "preview.headers.none": { en: "They depend on the body.", fr: "Ils dépendent du corps." },
  "preview.headers.pending": {
    en: "They appear once the webhook on this page has no errors.",
    fr: "Ils apparaissent dès que le webhook de cette page n’a plus d’erreurs.",
  },
  "preview.headers.kept": {
    en: "added by the dispatcher, which keeps the secret",
    fr: "ajouté par le dispatcher, qui garde le secret",
  },
  "preview.not-sent": { en: "This occurrence is not sent: {explanation}", fr: "Cette occurrence n’est pas envoyée : {explanation}" },
  "preview.body": { en: "Body", fr: "Corps" },
  "preview.body.size": { en: "{bytes} bytes", fr: "{bytes} octets" },
  "preview.body.note": {
    en: "Line breaks are only drawn; the body is one line of {bytes} bytes.",
    fr: "Les retours à la ligne ne sont que dessinés ; le corps est une seule ligne de {bytes} octets.",
  },
  "preview.sizes": {
    en: "Line breaks are only drawn. In all {all} bytes: {headers} of headers, {body} of body.",
    fr: "Les retours à la ligne ne sont que dessinés. En tout {all} octets : {headers} d’en-têtes, {body} de corps.",
  },
  "preview.body.show": { en: "Show the body", fr: "Montrer le corps" },
  "preview.body.drawn": { en: "As drawn", fr: "Dessiné" },
  "preview.body.sent": { en: "As sent", fr: "Tel qu’envoyé" },
  "preview.body.open-id": {
    en: "The dispatcher gives the webhook its id; until then, zeros stand in its place.",
    fr: "Le dispatcher donne au webhook son identifiant ; d’ici là, des zéros tiennent sa place.",
  },
  "preview.body.none": {
    en: "The occurrence has errors, so no body can be built. They are listed with the occurrence.",
    fr: "L’occurrence a des erreurs : aucun corps ne peut être construit. Elles sont listées avec l’occurrence.",
  },

  "compare.with": { en: "Compare with", fr: "Comparer avec" },
  "compare.nothing": { en: "Nothing", fr: "Rien" },
  "compare.saved": { en: "As it is saved", fr: "Ce qui est enregistré" },
  "compare.kept": { en: "As it is at this moment", fr: "Ce qui est là à cet instant" },
  "compare.family": { en: "Family: {family}", fr: "Famille : {family}" },
  "compare.label": { en: "What differs", fr: "Ce qui diffère" },
  "compare.same": { en: "The requests are the same.", fr: "Les requêtes sont identiques." },
  "compare.count": {
    en: { one: "{count} line differs.", other: "{count} lines differ." },
    fr: { one: "{count} ligne diffère.", other: "{count} lignes diffèrent." },
  },
  "compare.none": {
    en: "There is nothing to compare: one of the two requests cannot be built.",
    fr: "Il n’y a rien à comparer : l’une des deux requêtes ne peut pas être construite.",
  },
} as const satisfies Record<string, Message>;
