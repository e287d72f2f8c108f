const encoder = new TextEncoder();
const loneSurrogates = /\p{Surrogate}/u;

/**
 * A text in UTF-8. A lone surrogate has no UTF-8: TextEncoder would put U+FFFD in its place, and the text
 * would change unremarked. Here it becomes a byte that no UTF-8 holds, which the core then refuses.
 */
export function utf8Of(text: string): Uint8Array {
  if (hasUtf8(text)) {
    return encoder.encode(text);
  }
  const parts = text.split(loneSurrogates).map((part) => encoder.encode(part));
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length + 1, -1)).fill(0xff);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length + 1;
  }
  return bytes;
}

/** Writes a text without lone surrogates to the front of `bytes`; how many it took. */
export function writeUtf8(text: string, bytes: Uint8Array): number {
  return encoder.encodeInto(text, bytes).written ?? 0;
}

/** Whether every character of a text has a UTF-8. Node 18 and older browsers do not tell by themselves. */
export function hasUtf8(text: string & { isWellFormed?(): boolean }): boolean {
  return text.isWellFormed?.() ?? !loneSurrogates.test(text);
}
