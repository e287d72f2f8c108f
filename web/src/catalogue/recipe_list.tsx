import type { Recipe, TriggerFacts } from "hookstorm";

import { useServices } from "../app/services";
import { recipeDescription, recipeHint, recipeTitle } from "../text/core_words";
import { text } from "../text/text";
import { JsonText } from "../preview/json_text";

/** Ready-made webhooks: those that a trigger belongs to, and then the others. */
export function RecipeList({ trigger }: { trigger: TriggerFacts }) {
  const recipes = useServices().hookstorm.recipes();
  const isFor = ({ webhook }: Recipe) => webhook.triggers.includes(trigger.name);
  const others = recipes.filter((recipe) => !isFor(recipe));
  return (
    <>
      <Recipes recipes={recipes.filter(isFor)} />
      {others.length > 0 && <h3 class="catalogue__others">{text("catalogue.recipe.others")}</h3>}
      <Recipes recipes={others} />
    </>
  );
}

function Recipes({ recipes }: { recipes: Recipe[] }) {
  return (
    <ul class="recipes">
      {recipes.map((recipe) => (
        <li key={recipe.name} class="recipes__one" data-testid="recipe">
          <h3>{recipeTitle(recipe)}</h3>
          <p>{recipeDescription(recipe)}</p>
          <ul class="recipes__hints">
            {recipe.fill_in.map((place) => (
              <li key={place.path}>
                <code>{place.path}</code>: {recipeHint(recipe, place)}
              </li>
            ))}
          </ul>
          <details>
            <summary>{text("catalogue.recipe.webhook")}</summary>
            <JsonText
              json={JSON.stringify(recipe.webhook)}
              copied={JSON.stringify(recipe.webhook, null, 2)}
              label={recipeTitle(recipe)}
            />
          </details>
        </li>
      ))}
    </ul>
  );
}
