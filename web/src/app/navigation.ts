import { signal, type ReadonlySignal } from "@preact/signals";

import { hrefOf, routeOf, type Route } from "./routes";

const visitedRoute = signal<Route | null>(routeOf(location.hash));

/** Where the page is; null while the address names no place and the page has not chosen one. */
export const currentRoute: ReadonlySignal<Route | null> = visitedRoute;

/** Whether the visitor has moved within the page: only then does focus follow to the heading. */
export const hasNavigated = signal(false);

addEventListener("hashchange", () => {
  hasNavigated.value = true;
  visitedRoute.value = routeOf(location.hash);
});

export function goTo(route: Route): void {
  location.hash = hrefOf(route);
}

/** Settles an address without a place, leaving no extra step in the history. */
export function beginAt(route: Route): void {
  history.replaceState(null, "", hrefOf(route));
  visitedRoute.value = route;
}
