export interface DifferenceLine {
  kind: "same" | "removed" | "added";
  text: string;
}

/** Beyond so many pairs of lines, what lies between the common beginning and end is told as a whole. */
const PAIRS_MAX = 4_000_000;

/** What leads from one list of lines to another: as many lines as possible stay the same. */
export function lineDifference(before: readonly string[], after: readonly string[]): DifferenceLine[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) {
    head += 1;
  }
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - head && before.at(-1 - tail) === after.at(-1 - tail)) {
    tail += 1;
  }
  return [
    ...before.slice(0, head).map(same),
    ...middle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(same),
  ];
}

function same(text: string): DifferenceLine {
  return { kind: "same", text };
}

function middle(before: readonly string[], after: readonly string[]): DifferenceLine[] {
  if (before.length * after.length > PAIRS_MAX) {
    return [...before.map((text) => ({ kind: "removed" as const, text })), ...after.map((text) => ({ kind: "added" as const, text }))];
  }
  const common = commonLengths(before, after);
  const width = after.length + 1;
  const lines: DifferenceLine[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const [old, young] = [before[i], after[j]];
    if (old !== undefined && old === young) {
      lines.push(same(old));
      i += 1;
      j += 1;
    } else if (young === undefined || (old !== undefined && (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))) {
      lines.push({ kind: "removed", text: old ?? "" });
      i += 1;
    } else {
      lines.push({ kind: "added", text: young });
      j += 1;
    }
  }
  return lines;
}

/** For each pair of ends, how many lines both have in common from there on, in order. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint32Array {
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const isSame = before[i] === after[j];
      const below = lengths[(i + 1) * width + j] ?? 0;
      const beside = lengths[i * width + j + 1] ?? 0;
      lengths[i * width + j] = isSame ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1 : Math.max(below, beside);
    }
  }
  return lengths;
}
