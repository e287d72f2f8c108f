import { text } from "../text/text";

/** Shown instead of the page when the core cannot be loaded: without it nothing here would be true. */
export function FailurePage({ reason }: { reason: unknown }) {
  const detail = reason instanceof Error ? reason.message : String(reason);
  return (
    <main class="failure" role="alert">
      <h1>{text("failure.title")}</h1>
      <p>{text("failure.lead")}</p>
      <ul>
        <li>{text("failure.connection")}</li>
        <li>{text("failure.webassembly")}</li>
        <li>{text("failure.http")}</li>
      </ul>
      <p class="failure__detail">
        <span>{text("failure.detail")}</span> <code>{detail}</code>
      </p>
      <button type="button" class="button button--primary" onClick={() => location.reload()}>
        {text("failure.again")}
      </button>
    </main>
  );
}
