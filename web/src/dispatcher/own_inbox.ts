import { signal } from "@preact/signals";

/** Where this dispatcher's inboxes are: beside the page, and wherever it said that one is. */
const places = signal<readonly string[]>([new URL("in/", document.baseURI).href]);

/** The id of the inbox of this page's dispatcher that a URL leads to; null for any other URL. */
export function ownInboxIn(url: string): string | null {
  const place = places.value.find((each) => url.startsWith(each));
  return place === undefined ? null : (/^[0-9a-f]{32}(?=$|[/?])/.exec(url.slice(place.length))?.[0] ?? null);
}

/** An inbox's URL, as the dispatcher gave it. */
export function rememberInboxUrl(url: string, id: string): void {
  const place = url.slice(0, url.lastIndexOf(id));
  if (url.endsWith(id) && !places.peek().includes(place)) {
    places.value = [...places.peek(), place];
  }
}
