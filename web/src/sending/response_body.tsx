/** The beginning of what a receiver answered, as text: never as markup. */
export function ResponseBody({ text, isCut = false }: { text: string; isCut?: boolean }) {
  if (text === "") {
    return <p class="response__empty">The answer has no body.</p>;
  }
  return (
    <>
      <pre class="response" tabIndex={0} role="region" aria-label="The answer's body" data-testid="response-body">
        {text}
      </pre>
      {isCut && <p class="response__empty">Only the first 64 KB are shown.</p>}
    </>
  );
}
