import type { FamilyName, TriggerFacts } from "hookstorm";

import { currentParameters, showParameters } from "../app/navigation";
import { useServices } from "../app/services";
import { triggerDescription, triggerTitle } from "../text/core_words";
import { phrase, text } from "../text/text";
import { FieldTable } from "./field_table";
import { JsonText } from "../preview/json_text";
import { RecipeList } from "./recipe_list";
import { fieldsWith, recordsOf } from "./trigger_fields";

const VIEWS = ["fields", "sample", "body", "schema", "recipes"] as const;
type View = (typeof VIEWS)[number];

/** All that the core's tables say of a trigger. */
export function TriggerView({ trigger }: { trigger: TriggerFacts }) {
  const shown = currentParameters.value["show"];
  const view: View = VIEWS.find((each) => each === shown) ?? "fields";
  return (
    <article class="catalogue__trigger card">
      <h2>{triggerTitle(trigger)}</h2>
      <p class="catalogue__name">
        <code>{trigger.name}</code>
      </p>
      <p>{triggerDescription(trigger)}</p>
      <p class="catalogue__families">
        {phrase("catalogue.families", { families: trigger.families.join(", "), documented: <code>{trigger.documentedFamily}</code> })}
      </p>
      <div class="segments" role="group" aria-label={text("catalogue.views")}>
        {VIEWS.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === view}
            data-testid={`catalogue-${each}`}
            onClick={() => showParameters({ show: each === "fields" ? null : each, field: null })}
          >
            {text(`catalogue.view.${each}`)}
          </button>
        ))}
      </div>
      <Content trigger={trigger} view={view} />
    </article>
  );
}

function Content({ trigger, view }: { trigger: TriggerFacts; view: View }) {
  const { hookstorm } = useServices();
  switch (view) {
    case "fields":
      return <Fields trigger={trigger} />;
    case "sample": {
      const sample = hookstorm.sample(trigger.name);
      return <JsonText json={compact(sample)} copied={sample} label={text("catalogue.view.sample")} />;
    }
    case "body":
      return <Body trigger={trigger} />;
    case "schema":
      return <Schema trigger={trigger} />;
    case "recipes":
      return <RecipeList trigger={trigger} />;
  }
}

function Fields({ trigger }: { trigger: TriggerFacts }) {
  const { hookstorm } = useServices();
  const word = currentParameters.value["word"] ?? "";
  const records = recordsOf(hookstorm.catalogue(), trigger)
    .map((record) => ({ ...record, fields: fieldsWith(word, record.fields) }))
    .filter(({ fields }) => fields.length > 0);
  return (
    <>
      <div class="field catalogue__search">
        <label for="catalogue-word">{text("catalogue.search")}</label>
        <input
          id="catalogue-word"
          type="search"
          value={word}
          data-testid="catalogue-word"
          onInput={(event) => showParameters({ word: event.currentTarget.value })}
        />
      </div>
      {records.length === 0 && <p class="card__lead">{text("catalogue.none")}</p>}
      {records.map(({ name, fields }) => (
        <section key={name} aria-labelledby={`record-${name}`}>
          <h3 id={`record-${name}`} class="catalogue__record">
            <code>{name}</code>
          </h3>
          <FieldTable trigger={trigger.name} record={name} fields={fields} />
        </section>
      ))}
    </>
  );
}

/** The family in the address, or the documented one; `occurrence` only where there may be none. */
function chosenFamily(trigger: TriggerFacts): FamilyName {
  const { family } = currentParameters.value;
  return trigger.families.find((each) => each === family) ?? trigger.documentedFamily;
}

function Body({ trigger }: { trigger: TriggerFacts }) {
  const { hookstorm } = useServices();
  const family = chosenFamily(trigger);
  const { value } = hookstorm.buildBody(hookstorm.sample(trigger.name), family);
  return (
    <>
      <FamilyChoice trigger={trigger} chosen={family} />
      <JsonText json={value ?? ""} copied={value ?? ""} label={text("catalogue.view.body")} />
    </>
  );
}

const OF_OCCURRENCE = "occurrence";

function Schema({ trigger }: { trigger: TriggerFacts }) {
  const { hookstorm } = useServices();
  const isOfOccurrence = (currentParameters.value["family"] ?? OF_OCCURRENCE) === OF_OCCURRENCE;
  const family = isOfOccurrence ? undefined : chosenFamily(trigger);
  const schema = hookstorm.schema(trigger.name, family);
  return (
    <>
      <FamilyChoice trigger={trigger} chosen={family ?? OF_OCCURRENCE} withOccurrence />
      <JsonText json={JSON.stringify(schema)} copied={JSON.stringify(schema, null, 2)} label={text("catalogue.view.schema")} />
    </>
  );
}

interface FamilyChoiceProps {
  trigger: TriggerFacts;
  chosen: string;
  withOccurrence?: boolean;
}

function FamilyChoice({ trigger, chosen, withOccurrence = false }: FamilyChoiceProps) {
  return (
    <div class="field catalogue__family">
      <label for="catalogue-family">{text("catalogue.family")}</label>
      <select
        id="catalogue-family"
        value={chosen}
        data-testid="catalogue-family"
        onChange={(event) => showParameters({ family: event.currentTarget.value })}
      >
        {withOccurrence && <option value={OF_OCCURRENCE}>{text("catalogue.occurrence")}</option>}
        {trigger.families.map((family) => (
          <option key={family} value={family}>
            {family}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The same JSON without white space between its parts; numbers of samples have no digits to lose. */
function compact(json: string): string {
  return JSON.stringify(JSON.parse(json));
}
