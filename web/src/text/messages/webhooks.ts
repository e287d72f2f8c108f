import type { Message } from "../message";

/** Settings › Apps › Webhooks: the list, and what is done with all webhooks. */
export const webhooks = {
  "apps.title": { en: "Apps", fr: "Applications" },
  "apps.webhooks": { en: "Webhooks", fr: "Webhooks" },
  "apps.webhooks.lead": {
    en: "Send your registrant and event data to any URL of your choice. The integration applies to all of your events.",
    fr: "Envoyez les données de vos inscrits et de vos événements à l’URL de votre choix. L’intégration s’applique à tous vos événements.",
  },
  "apps.setup": { en: "Setup integration", fr: "Configurer l’intégration" },
  "apps.count": {
    en: { one: "{count} webhook", other: "{count} webhooks" },
    fr: { one: "{count} webhook", other: "{count} webhooks" },
  },
  "apps.triggers": {
    en: { one: "{count} trigger", other: "{count} triggers" },
    fr: { one: "{count} déclencheur", other: "{count} déclencheurs" },
  },

  "webhooks.title": { en: "Webhooks", fr: "Webhooks" },
  "webhooks.add": { en: "Add a webhook", fr: "Ajouter un webhook" },
  "webhooks.none": { en: "No webhooks yet", fr: "Aucun webhook pour l’instant" },
  "webhooks.none.lead": {
    en: "Choose a trigger, paste a URL, and see the exact request before anything is sent.",
    fr: "Choisissez un déclencheur, collez une URL, et voyez la requête exacte avant tout envoi.",
  },
  "webhooks.none.add": { en: "Add your first webhook", fr: "Ajouter votre premier webhook" },
  "webhooks.edit": { en: "Edit", fr: "Modifier" },
  "webhooks.edit.one": { en: "Edit {title}", fr: "Modifier {title}" },
  "webhooks.delete": { en: "Delete", fr: "Supprimer" },
  "webhooks.delete.one": { en: "Delete {title}", fr: "Supprimer {title}" },
  "webhooks.deleted": { en: "Deleted: {title}", fr: "Supprimé : {title}" },
  "webhooks.back": { en: "{title} is back.", fr: "{title} est de retour." },
  "webhooks.enabled.one": { en: "{title} is enabled", fr: "{title} est activé" },
  "webhooks.disabled": { en: "disabled", fr: "désactivé" },
  "webhooks.gone": {
    en: "This webhook does not exist, or no longer.",
    fr: "Ce webhook n’existe pas, ou n’existe plus.",
  },

  "health.failing": {
    en: { one: "Failing since {moment}: {count} attempt in a row.", other: "Failing since {moment}: {count} attempts in a row." },
    fr: { one: "En échec depuis le {moment} : {count} essai d’affilée.", other: "En échec depuis le {moment} : {count} essais d’affilée." },
  },
  "health.throttled": {
    en: "Held back until {moment}: the receiver asked for it.",
    fr: "Retenu jusqu’au {moment} : le récepteur l’a demandé.",
  },
  "health.disabled.gone": {
    en: "Switched off on {moment}: the receiver answered that it is gone (410).",
    fr: "Désactivé le {moment} : le récepteur a répondu qu’il n’existe plus (410).",
  },
  "health.disabled.failing": {
    en: "Switched off on {moment}: nothing but failure for days. Correct the receiver or the URL, then switch it on.",
    fr: "Désactivé le {moment} : rien que des échecs depuis des jours. Corrigez le récepteur ou l’URL, puis réactivez-le.",
  },

  "revisions.title": { en: "Revisions", fr: "Révisions" },
  "revisions.lead": {
    en: "What this webhook was; each attempt tells which one it used.",
    fr: "Ce que ce webhook a été ; chaque essai dit laquelle il a utilisée.",
  },
  "revisions.one": { en: "{number} · {moment}", fr: "{number} · {moment}" },
  "revisions.first": { en: "made", fr: "créé" },
  "revisions.changed": { en: "changed: {members}", fr: "modifié : {members}" },
  "revisions.present": { en: "present", fr: "actuelle" },
  "revisions.bring-back": { en: "Bring back", fr: "Reprendre" },
  "revisions.bring-back.one": { en: "Bring back revision {number}", fr: "Reprendre la révision {number}" },
  "revisions.back": {
    en: "Revision {number} is in the form, not saved yet.",
    fr: "La révision {number} est dans le formulaire, pas encore enregistrée.",
  },

  "secret.fresh": { en: "Copy the signing secret now", fr: "Copiez le secret de signature maintenant" },
  "secret.fresh.lead": {
    en: "The dispatcher keeps the secret of “{title}” and does not show it again. Give it to the receiver, so that it can check the signatures.",
    fr: "Le dispatcher garde le secret de « {title} » et ne le montrera plus. Donnez-le au récepteur, pour qu’il puisse vérifier les signatures.",
  },
  "secret.fresh.done": { en: "I have it", fr: "Je l’ai" },
  "secret.copy": { en: "Copy", fr: "Copier" },

  "corrupt.title": {
    en: "What is stored in this browser cannot be read",
    fr: "Ce qui est enregistré dans ce navigateur est illisible",
  },
  "corrupt.lead": {
    en: "Nothing was changed. Export what is stored, so that you can repair and import it; then clear the storage to begin again.",
    fr: "Rien n’a été modifié. Exportez ce qui est enregistré, afin de le réparer et de l’importer ; puis videz le stockage pour recommencer.",
  },
  "corrupt.export": { en: "Export what is stored", fr: "Exporter ce qui est enregistré" },
  "corrupt.clear": { en: "Clear and begin again", fr: "Vider et recommencer" },

  "transfer.title": { en: "Import and export", fr: "Importer et exporter" },
  "transfer.lead.browser": {
    en: "A JSON file with all webhooks, signing secrets included.",
    fr: "Un fichier JSON avec tous les webhooks, secrets de signature compris.",
  },
  "transfer.lead.dispatcher": {
    en: "A JSON file with all webhooks, without their secrets, which the dispatcher keeps.",
    fr: "Un fichier JSON avec tous les webhooks, sans leurs secrets, que garde le dispatcher.",
  },
  "transfer.import": { en: "Import a file", fr: "Importer un fichier" },
  "transfer.export": { en: "Export as a file", fr: "Exporter dans un fichier" },
  "transfer.file": { en: "A file of webhooks", fr: "Un fichier de webhooks" },
  "transfer.too-large": {
    en: "This file is larger than 1 MB, the most that is imported: export fewer webhooks at once.",
    fr: "Ce fichier dépasse 1 Mo, le maximum importé : exportez moins de webhooks à la fois.",
  },
  "transfer.refused": {
    en: "Nothing was imported: the file has problems.",
    fr: "Rien n’a été importé : le fichier a des problèmes.",
  },
  "transfer.added": {
    en: { one: "Imported: {count} added", other: "Imported: {count} added" },
    fr: { one: "Import : {count} ajouté", other: "Import : {count} ajoutés" },
  },
  "transfer.added.replaced": {
    en: "Imported: {added} added, {replaced} replaced",
    fr: "Import : {added} ajoutés, {replaced} remplacés",
  },
} as const satisfies Record<string, Message>;
