import type { FamilyFacts, Problem, Recipe, TriggerFacts } from "hookstorm";

import { FRENCH_OF_CORE } from "./french_of_core";
import { language } from "./language";

/** What the core calls things, in the page's language as far as the page knows it. */
export function triggerTitle({ name, title }: TriggerFacts): string {
  return french(`trigger.${name}.title`) ?? title;
}

/** The same by a trigger's name, which may be one that the core does not know. */
export function triggerTitleOf(triggers: readonly TriggerFacts[], name: string): string {
  const facts = triggers.find((each) => each.name === name);
  return facts === undefined ? name : triggerTitle(facts);
}

export function triggerDescription({ name, description }: TriggerFacts): string {
  return french(`trigger.${name}.description`) ?? description;
}

export function familyTitle({ name, title }: FamilyFacts): string {
  return french(`family.${name}.title`) ?? title;
}

export function familyDescription({ name, description }: FamilyFacts): string {
  return french(`family.${name}.description`) ?? description;
}

export function recipeTitle({ name, title }: Recipe): string {
  return french(`recipe.${name}.title`) ?? title;
}

export function recipeDescription({ name, description }: Recipe): string {
  return french(`recipe.${name}.description`) ?? description;
}

/** What belongs in a place of a recipe's webhook. */
export function recipeHint({ name }: Recipe, { path, hint }: Recipe["fill_in"][number]): string {
  return french(`recipe.${name}${path}`) ?? hint;
}

/** A problem's message; where it is in another language than the page, it says so to screen readers. */
export function ProblemMessage({ problem: { code, message } }: { problem: Problem }) {
  const translated = french(`problem.${code}`);
  if (translated !== undefined || language.value === "en") {
    return <>{translated ?? message}</>;
  }
  return <span lang="en">{message}</span>;
}

function french(key: string): string | undefined {
  return language.value === "fr" ? FRENCH_OF_CORE[key] : undefined;
}
