import { signal, type ReadonlySignal } from "@preact/signals";

import { hrefOf, parametersOf, routeOf, type Parameters, type Route } from "./routes";

const visitedRoute = signal<Route | null>(routeOf(location.hash));
const visitedParameters = signal<Parameters>(parametersOf(location.hash));

/** Where the page is; null while the address names no place and the page has not chosen one. */
export const currentRoute: ReadonlySignal<Route | null> = visitedRoute;

/** What of that place is shown. */
export const currentParameters: ReadonlySignal<Parameters> = visitedParameters;

/** Whether the visitor has moved within the page: only then does focus follow to the heading. */
export const hasNavigated = signal(false);

addEventListener("hashchange", () => {
  hasNavigated.value = true;
  visitedRoute.value = routeOf(location.hash);
  visitedParameters.value = parametersOf(location.hash);
});

export function goTo(route: Route, parameters: Parameters = {}): void {
  location.hash = hrefOf(route, parameters);
}

/**
 * Settles an address without a place, leaving no extra step in the history; one with a place stays. Where the visitor goes
 * somewhere at that very moment, the address says so before its event does.
 */
export function beginAt(route: Route): void {
  if (routeOf(location.hash) !== null) {
    return;
  }
  history.replaceState(null, "", hrefOf(route));
  visitedRoute.value = route;
}

/** Writes into the address what is shown of the present place; null or an empty text takes a parameter away. */
export function showParameters(changes: Readonly<Record<string, string | null>>): void {
  const changed = Object.entries({ ...visitedParameters.peek(), ...changes });
  const given = changed.filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== "");
  const parameters = Object.fromEntries(given);
  history.replaceState(null, "", hrefOf(visitedRoute.peek() ?? { place: "unknown" }, parameters));
  visitedParameters.value = parameters;
}
