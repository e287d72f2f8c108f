import type { Message } from "../message";

export const settings = {
  "settings.title": { en: "Settings", fr: "Réglages" },
  "settings.apps": { en: "Apps", fr: "Applications" },
  "settings.apps.lead": {
    en: "What happens at your events, sent to other applications by webhooks.",
    fr: "Ce qui se passe lors de vos événements, envoyé à d’autres applications par des webhooks.",
  },
  "settings.apps.open": { en: "Open the apps", fr: "Ouvrir les applications" },
  "settings.appearance": { en: "Appearance", fr: "Apparence" },
  "settings.appearance.lead": { en: "Kept in this browser.", fr: "Gardé dans ce navigateur." },
  "settings.theme": { en: "Theme", fr: "Thème" },
  "settings.theme.system": { en: "As the system", fr: "Comme le système" },
  "settings.theme.light": { en: "Light", fr: "Clair" },
  "settings.theme.dark": { en: "Dark", fr: "Sombre" },
  "settings.language": { en: "Language", fr: "Langue" },
  "settings.language.browser": { en: "As the browser", fr: "Comme le navigateur" },
} as const satisfies Record<string, Message>;
