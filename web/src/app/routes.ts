/** Places that have nothing but a path. To add a screen, add its path here and the screen in screens.tsx. */
const PATHS = {
  apps: "/apps",
  webhooks: "/apps/webhooks",
  add: "/apps/webhooks/add",
  watch: "/deliveries",
  inboxes: "/inboxes",
  catalogue: "/catalogue",
  simulator: "/simulator",
  verify: "/verify",
  replay: "/replay",
  settings: "/settings",
  tokens: "/settings/tokens",
  audit: "/settings/audit",
} as const;

/** Places of one thing, whose id follows. */
const PREFIXES = {
  edit: "/apps/webhooks/",
  inbox: "/inboxes/",
  catalogueOf: "/catalogue/",
} as const;

export type PlainPlace = keyof typeof PATHS;
export type ThingPlace = keyof typeof PREFIXES;

/** The page's places and how they are written behind the `#` of its address. */
export type Route = { place: PlainPlace } | { place: ThingPlace; id: string } | { place: "unknown" };

/** What of a place is shown, in the address behind `?`. */
export type Parameters = Readonly<Record<string, string>>;

export function hrefOf(route: Route, parameters: Parameters = {}): string {
  const query = new URLSearchParams(parameters).toString();
  return `#${pathOf(route)}${query === "" ? "" : `?${query}`}`;
}

function pathOf(route: Route): string {
  if (route.place === "unknown") {
    return PATHS.apps;
  }
  return "id" in route ? PREFIXES[route.place] + encodeURIComponent(route.id) : PATHS[route.place];
}

/** The route of a location's hash, or null where the hash is empty: then the page chooses. */
export function routeOf(hash: string): Route | null {
  const path = hash.slice(1).split("?")[0] ?? "";
  if (path === "" || path === "/") {
    return null;
  }
  return plainRoute(path) ?? thingRoute(path) ?? { place: "unknown" };
}

export function parametersOf(hash: string): Parameters {
  const at = hash.indexOf("?");
  return at < 0 ? {} : Object.fromEntries(new URLSearchParams(hash.slice(at)));
}

function plainRoute(path: string): Route | null {
  const places = Object.keys(PATHS) as PlainPlace[];
  const place = places.find((each) => PATHS[each] === path);
  return place === undefined ? null : { place };
}

function thingRoute(path: string): Route | null {
  const places = Object.keys(PREFIXES) as ThingPlace[];
  const place = places.find((each) => path.startsWith(PREFIXES[each]));
  if (place === undefined) {
    return null;
  }
  const id = decoded(path.slice(PREFIXES[place].length));
  return id === null ? null : { place, id };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
