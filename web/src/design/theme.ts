import { effect } from "@preact/signals";

import { preference } from "../storage/preference";

export const THEMES = ["system", "light", "dark"] as const;

/** Which theme the visitor chose: `system` follows the device. */
export const theme = preference("theme", THEMES, "system");

// The style sheet's colours are pairs; `data-theme` says which of each is used.
effect(() => {
  if (theme.value === "system") {
    delete document.documentElement.dataset["theme"];
  } else {
    document.documentElement.dataset["theme"] = theme.value;
  }
});
