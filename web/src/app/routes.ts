/** The page's places and how they are written behind the `#` of its address. */
export type Route =
  | { place: "apps" }
  | { place: "webhooks" }
  | { place: "add" }
  | { place: "edit"; id: string }
  | { place: "unknown" };

const PATHS = { apps: "#/apps", webhooks: "#/apps/webhooks", add: "#/apps/webhooks/add" } as const;
const EDIT_PREFIX = `${PATHS.webhooks}/`;

export function hrefOf(route: Route): string {
  switch (route.place) {
    case "edit":
      return EDIT_PREFIX + encodeURIComponent(route.id);
    case "unknown":
      return PATHS.apps;
    default:
      return PATHS[route.place];
  }
}

/** The route of a location's hash, or null where the hash is empty: then the page chooses. */
export function routeOf(hash: string): Route | null {
  if (hash === "" || hash === "#" || hash === "#/") {
    return null;
  }
  for (const place of ["apps", "webhooks", "add"] as const) {
    if (hash === PATHS[place]) {
      return { place };
    }
  }
  if (hash.startsWith(EDIT_PREFIX)) {
    const id = decoded(hash.slice(EDIT_PREFIX.length));
    return id === null ? { place: "unknown" } : { place: "edit", id };
  }
  return { place: "unknown" };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
