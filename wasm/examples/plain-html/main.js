import { loadHookstorm } from "./node_modules/hookstorm/index.js";
import "./node_modules/hookstorm/preview-element.js";

const hookstorm = await loadHookstorm();
const trigger = document.querySelector("#trigger");
const webhook = document.querySelector("#webhook");
const preview = document.querySelector("hookstorm-preview");

function show() {
  preview.webhook = webhook.value;
  preview.occurrence = hookstorm.sample(trigger.value);
}

trigger.append(...hookstorm.triggers().map(({ name, title }) => new Option(title, name)));
const triggers = hookstorm.triggers().map(({ name }) => name);
webhook.value = JSON.stringify({ triggers, url: "https://example.com/hook", secret: hookstorm.newSecret() }, null, 2);
trigger.addEventListener("input", show);
webhook.addEventListener("input", show);
show();
