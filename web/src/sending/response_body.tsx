import { text } from "../text/text";

/** The beginning of what a receiver answered, as text: never as markup. */
export function ResponseBody({ content, isCut = false }: { content: string; isCut?: boolean }) {
  if (content === "") {
    return <p class="response__empty">{text("response.empty")}</p>;
  }
  return (
    <>
      <pre class="response" tabIndex={0} role="region" aria-label={text("response.label")} data-testid="response-body">
        {content}
      </pre>
      {isCut && <p class="response__empty">{text("response.cut")}</p>}
    </>
  );
}
