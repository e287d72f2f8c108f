/** A header as it was pasted, in order. */
export type PastedHeader = [name: string, value: string];

/** What stands in the two fields of the form. */
export interface PastedRequest {
  headers: string;
  body: string;
}

/** `Name: value` lines, as servers, proxies and curl print them; a request line and what is no header is passed over. */
export function headersIn(pasted: string): PastedHeader[] {
  return pasted
    .split(/\r?\n/)
    .map((line) => /^[<>*\s]*([!#$%&'*+.^_`|~\w-]+)\s*:\s?(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map((match) => [match[1]!, match[2]!.trim()]);
}

/** A whole request in the field of the headers is taken apart at its empty line; null where there is none. */
export function wholeRequestIn(pasted: string): PastedRequest | null {
  const parts = /^([^]*?\S)\r?\n\r?\n([^]+)$/.exec(pasted.trimStart());
  return parts === null ? null : { headers: parts[1]!, body: parts[2]! };
}
