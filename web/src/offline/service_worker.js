// Keeps the page for when there is no network. The build puts two lines before this: FILES, the page's files by their
// addresses below this one's, and VERSION, which changes with them.
const CACHE = `hookstorm-page-${VERSION}`;
const PAGE = "./";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" })))));
});

// Another version waits until every tab of the one before is closed: those may still ask for its files.
self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith("hookstorm-page-") && name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

// Only the page's own files: calls of the dispatcher and requests to receivers are none of its business.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const path = url.pathname.slice(new URL(PAGE, self.location).pathname.length);
  if (request.method !== "GET" || url.origin !== self.location.origin) {
    return;
  }
  if (request.mode === "navigate" && path === "") {
    event.respondWith(fetch(request).catch(() => kept(PAGE)));
  } else if (path.startsWith("assets/")) {
    // Their names carry a hash: what is kept is what is asked for.
    event.respondWith(kept(request).then((response) => response ?? fetch(request)));
  } else if (FILES.includes(`./${path}`)) {
    event.respondWith(fetch(request).catch(() => kept(request)));
  }
});

function kept(request) {
  return caches.open(CACHE).then((cache) => cache.match(request, { ignoreVary: true }));
}
