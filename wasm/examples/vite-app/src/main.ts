import { loadHookstorm, type FamilyName, type TriggerName } from "hookstorm";

const hookstorm = await loadHookstorm();
const trigger = document.querySelector<HTMLSelectElement>("#trigger")!;
const family = document.querySelector<HTMLSelectElement>("#family")!;

function show(): void {
  const sample = hookstorm.sample(trigger.value as TriggerName);
  const { value, problems } = hookstorm.buildBody(sample, family.value as FamilyName);
  document.querySelector("#problems")!.textContent = problems.map(({ message }) => message).join(" ");
  document.querySelector("#body")!.textContent = value === null ? "" : JSON.stringify(JSON.parse(value), null, 2);
}

trigger.append(...hookstorm.triggers().map(({ name, title }) => new Option(title, name)));
family.append(...hookstorm.families().map(({ name, title }) => new Option(title, name)));
trigger.addEventListener("input", show);
family.addEventListener("input", show);
show();
