import { computed, effect, type ReadonlySignal } from "@preact/signals";

import { preference } from "../storage/preference";

export const LANGUAGES = ["en", "fr"] as const;
export type Language = (typeof LANGUAGES)[number];

/** How each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: "English", fr: "Français" };

export const LANGUAGE_CHOICES = ["browser", ...LANGUAGES] as const;

/** What the visitor chose: `browser` follows the browser's own languages. */
export const languageChoice = preference("language", LANGUAGE_CHOICES, "browser");

/** The language that the page speaks. */
export const language: ReadonlySignal<Language> = computed(() =>
  languageChoice.value === "browser" ? browserLanguage() : languageChoice.value,
);

effect(() => {
  document.documentElement.lang = language.value;
});

function browserLanguage(): Language {
  for (const tag of navigator.languages) {
    const known = LANGUAGES.find((each) => tag.toLowerCase().split("-")[0] === each);
    if (known !== undefined) {
      return known;
    }
  }
  return "en";
}
