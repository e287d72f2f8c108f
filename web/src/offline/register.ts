/** From the first visit on, the page is there without a network. Browsers that cannot keep it go on without. */
export function keepForOffline(): void {
  if (import.meta.env.PROD && "serviceWorker" in navigator) {
    navigator.serviceWorker.register("./service_worker.js").catch(() => undefined);
  }
}
