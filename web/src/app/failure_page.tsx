/** Shown instead of the page when the core cannot be loaded: without it nothing here would be true. */
export function FailurePage({ reason }: { reason: unknown }) {
  const detail = reason instanceof Error ? reason.message : String(reason);
  return (
    <main class="failure" role="alert">
      <h1>Hookstorm could not start</h1>
      <p>
        The page builds every request with the same WebAssembly core that sends it, and that core could
        not be loaded. Nothing you have saved is lost.
      </p>
      <ul>
        <li>Check your connection and load the page again.</li>
        <li>The browser must support WebAssembly, and no extension or policy may forbid it.</li>
        <li>Open the page over http or https; from a file the core cannot be read.</li>
      </ul>
      <p class="failure__detail">
        <span>What the browser says:</span> <code>{detail}</code>
      </p>
      <button type="button" class="button button--primary" onClick={() => location.reload()}>
        Load again
      </button>
    </main>
  );
}
