import type { Recipe, TriggerFacts } from "hookstorm";

import { useServices } from "../app/services";
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
      {recipes.map(({ name, title, description, fill_in, webhook }) => (
        <li key={name} class="recipes__one" data-testid="recipe">
          <h3>{title}</h3>
          <p>{description}</p>
          <ul class="recipes__hints">
            {fill_in.map(({ path, hint }) => (
              <li key={path}>
                <code>{path}</code>: {hint}
              </li>
            ))}
          </ul>
          <details>
            <summary>{text("catalogue.recipe.webhook")}</summary>
            <JsonText json={JSON.stringify(webhook)} copied={JSON.stringify(webhook, null, 2)} label={title} />
          </details>
        </li>
      ))}
    </ul>
  );
}
