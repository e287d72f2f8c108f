import type { FieldFacts } from "hookstorm";

import { FRENCH_OF_FIELDS } from "./french_of_fields";
import { language } from "./language";

/** What a field is, in the page's language. */
export function fieldDescription({ description }: Pick<FieldFacts, "description">): string {
  return (language.value === "fr" ? FRENCH_OF_FIELDS[description] : undefined) ?? description;
}
