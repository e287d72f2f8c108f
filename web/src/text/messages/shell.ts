import type { Message } from "../message";

/** What surrounds every screen. */
export const shell = {
  "shell.loading": { en: "Loading Hookstorm…", fr: "Chargement de Hookstorm…" },
  "shell.coming": { en: "Loading…", fr: "Chargement…" },
  "shell.coming.failed": {
    en: "This part of the page could not be loaded: check your connection, then load it again.",
    fr: "Cette partie de la page n’a pas pu être chargée : vérifiez votre connexion, puis rechargez-la.",
  },
  "shell.skip": { en: "Skip to the content", fr: "Aller au contenu" },
  "shell.promise": {
    en: "What you preview is what is sent, byte for byte.",
    fr: "Ce que vous prévisualisez est ce qui est envoyé, octet pour octet.",
  },
  "shell.breadcrumb": { en: "Breadcrumb", fr: "Fil d’Ariane" },
  "shell.dismiss": { en: "Dismiss", fr: "Fermer" },
  "shell.undo": { en: "Undo", fr: "Annuler" },

  "navigation.label": { en: "Main", fr: "Navigation principale" },
  "navigation.webhooks": { en: "Webhooks", fr: "Webhooks" },
  "navigation.settings": { en: "Settings", fr: "Réglages" },

  "palette.open": { en: "Search", fr: "Chercher" },
  "palette.title": { en: "Search everything and do it", fr: "Tout chercher et le faire" },
  "palette.placeholder": { en: "A screen, a webhook, an action…", fr: "Un écran, un webhook, une action…" },
  "palette.none": { en: "Nothing is called that.", fr: "Rien ne s’appelle ainsi." },
  "palette.here": { en: "on this screen", fr: "sur cet écran" },
  "palette.screen": { en: "screen", fr: "écran" },
  "palette.webhook": { en: "webhook", fr: "webhook" },

  "badge.browser": { en: "Saved in this browser", fr: "Enregistré dans ce navigateur" },
  "badge.browser.explanation": {
    en: "Webhooks stay in this browser's storage and go nowhere else.",
    fr: "Les webhooks restent dans le stockage de ce navigateur et ne vont nulle part ailleurs.",
  },
  "badge.dispatcher": { en: "Connected to the dispatcher", fr: "Connecté au dispatcher" },
  "badge.dispatcher.explanation": {
    en: "Webhooks live in the dispatcher that serves this page, and it delivers to them.",
    fr: "Les webhooks sont gardés par le dispatcher qui sert cette page, et c’est lui qui les livre.",
  },

  "failure.title": { en: "Hookstorm could not start", fr: "Hookstorm n’a pas pu démarrer" },
  "failure.lead": {
    en: "The page builds every request with the same WebAssembly core that sends it, and that core could not be loaded. Nothing you have saved is lost.",
    fr: "La page construit chaque requête avec le cœur WebAssembly qui l’envoie, et ce cœur n’a pas pu être chargé. Rien de ce que vous avez enregistré n’est perdu.",
  },
  "failure.connection": {
    en: "Check your connection and load the page again.",
    fr: "Vérifiez votre connexion et rechargez la page.",
  },
  "failure.webassembly": {
    en: "The browser must support WebAssembly, and no extension or policy may forbid it.",
    fr: "Le navigateur doit prendre en charge WebAssembly, sans qu’une extension ou une politique ne l’interdise.",
  },
  "failure.http": {
    en: "Open the page over http or https; from a file the core cannot be read.",
    fr: "Ouvrez la page par http ou https : depuis un fichier, le cœur ne peut pas être lu.",
  },
  "failure.detail": { en: "What the browser says:", fr: "Ce que dit le navigateur :" },
  "failure.again": { en: "Load again", fr: "Recharger" },

  "unknown.title": { en: "Not found", fr: "Introuvable" },
  "unknown.address": { en: "There is nothing at this address.", fr: "Il n’y a rien à cette adresse." },
  "unknown.leave": { en: "Go to the webhooks", fr: "Aller aux webhooks" },
} as const satisfies Record<string, Message>;
