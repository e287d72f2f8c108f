import type { Recipe } from "hookstorm";
import { useLayoutEffect } from "preact/hooks";

import { currentParameters, showParameters } from "../app/navigation";
import { useServices } from "../app/services";
import { objectIn, textIn } from "../json/reading";
import { recipeDescription, recipeHint, recipeTitle } from "../text/core_words";
import { text } from "../text/text";
import { openGroupOf } from "./form_group";
import { FIELD_NAMES, type WebhookDraft } from "./webhook_draft";

/** Beginning with a webhook for a common target, and what is left to fill in then. */
export function RecipeChoice({ draft }: { draft: WebhookDraft }) {
  const { hookstorm } = useServices();
  const recipes = hookstorm.recipes();
  const chosen = draft.recipe.value;
  const begin = (name: string) => {
    const recipe = recipes.find((each) => each.name === name);
    if (recipe !== undefined) {
      draft.beginWith(recipe);
      showParameters({ recipe: name });
    }
  };
  const asked = currentParameters.value["recipe"];
  useLayoutEffect(() => {
    if (asked !== undefined && chosen?.name !== asked) {
      begin(asked);
    }
  }, [asked]);
  return (
    <div class="recipe">
      <label class="recipe__label" for="recipe">
        {text("form.recipe")}
      </label>
      <select
        id="recipe"
        data-testid="recipe"
        value={chosen?.name ?? ""}
        onChange={({ currentTarget }) => begin(currentTarget.value)}
      >
        <option value="" disabled={chosen !== null}>
          {text("form.recipe.none")}
        </option>
        {recipes.map((recipe) => (
          <option key={recipe.name} value={recipe.name}>
            {recipeTitle(recipe)}
          </option>
        ))}
      </select>
      {chosen !== null && <LeftToFillIn draft={draft} recipe={chosen} />}
    </div>
  );
}

function LeftToFillIn({ draft, recipe }: { draft: WebhookDraft; recipe: Recipe }) {
  const configuration = draft.configuration.value;
  const left = recipe.fill_in.filter(({ path }) => valueAt(configuration, path) === valueAt(recipe.webhook, path));
  return (
    <div class="note recipe__left" data-testid="recipe-left">
      <p>{recipeDescription(recipe)}</p>
      {left.length > 0 && (
        <>
          <p>{text("form.recipe.left")}</p>
          <ul>
            {left.map((place) => (
              <li key={place.path}>
                <button type="button" class="link" onClick={() => reveal(place.path)}>
                  <code>{place.path}</code>
                </button>{" "}
                {recipeHint(recipe, place)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function valueAt(document: unknown, path: string): string {
  let value = document;
  for (const name of path.split("/").slice(1)) {
    value = objectIn(value)[name];
  }
  return textIn(value);
}

function reveal(path: string): void {
  const field = FIELD_NAMES.find((name) => path === `/${name}` || path.startsWith(`/${name}/`));
  if (field !== undefined) {
    openGroupOf(field);
    requestAnimationFrame(() => document.getElementById(field)?.focus());
  }
}
