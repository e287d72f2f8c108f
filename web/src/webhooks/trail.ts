import type { Crumb } from "../app/page_heading";
import { text } from "../text/text";

/** The help article's path to the list of webhooks. */
export function appsTrail(): Crumb[] {
  return [
    { text: text("settings.title"), route: { place: "settings" } },
    { text: text("apps.title"), route: { place: "apps" } },
  ];
}

/** The path to one webhook. */
export function webhooksTrail(): Crumb[] {
  return [...appsTrail(), { text: text("webhooks.title"), route: { place: "webhooks" } }];
}
