import type { Signal } from "@preact/signals";

import { AccessCard } from "../access/access_card";
import { PageHeading } from "../app/page_heading";
import { hrefOf } from "../app/routes";
import { useServices } from "../app/services";
import { theme, THEMES } from "../design/theme";
import { LANGUAGE_CHOICES, LANGUAGE_NAMES, languageChoice } from "../text/language";
import { text } from "../text/text";

export function SettingsPage() {
  const { dispatcher } = useServices();
  return (
    <div class="settings">
      <PageHeading trail={[]} title={text("settings.title")} />
      <section class="card" aria-labelledby="settings-apps">
        <h2 id="settings-apps">{text("settings.apps")}</h2>
        <p class="card__lead">{text("settings.apps.lead")}</p>
        <a class="button" href={hrefOf({ place: "apps" })}>
          {text("settings.apps.open")}
        </a>
      </section>
      {dispatcher !== null && <AccessCard />}
      <section class="card" aria-labelledby="settings-appearance">
        <h2 id="settings-appearance">{text("settings.appearance")}</h2>
        <p class="card__lead">{text("settings.appearance.lead")}</p>
        <Choice
          id="theme"
          label={text("settings.theme")}
          chosen={theme}
          choices={THEMES.map((value) => ({ value, title: text(`settings.theme.${value}`) }))}
        />
        <Choice
          id="language"
          label={text("settings.language")}
          chosen={languageChoice}
          choices={LANGUAGE_CHOICES.map((value) => ({
            value,
            title: value === "browser" ? text("settings.language.browser") : LANGUAGE_NAMES[value],
          }))}
        />
      </section>
    </div>
  );
}

interface ChoiceProps<Value extends string> {
  id: string;
  label: string;
  chosen: Signal<Value>;
  choices: { value: Value; title: string }[];
}

function Choice<Value extends string>({ id, label, chosen, choices }: ChoiceProps<Value>) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        data-testid={id}
        value={chosen.value}
        onChange={({ currentTarget }) => {
          const choice = choices.find(({ value }) => value === currentTarget.value);
          if (choice !== undefined) {
            chosen.value = choice.value;
          }
        }}
      >
        {choices.map(({ value, title }) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
    </div>
  );
}
