import { list, moduleOf, number, Reader, Section, sectionsOf, sized } from "./binary.mjs";

/** What functions are compared by: the runs of this many bytes that they hold. */
const RUN_BYTES = 4;
/** The next function is like the last ones, the nearest of them most. */
const LAST_ONES = 3;

const FUNCTION_IMPORT = 0;
const FUNCTION_NAMES = 1;

/** `wasm` with names for its functions that are in order where functions that are alike follow one another. */
export function namedByLikeness(wasm) {
  const sections = sectionsOf(wasm);
  const names = orderByLikeness(bodiesIn(sections)).map((body, place) => ({ body, name: String(place).padStart(6, "0") }));
  const imported = importedFunctions(sections);
  const entries = names
    .sort((a, b) => a.body - b.body)
    .map(({ body, name }) => Buffer.concat([number(imported + body), sized(Buffer.from(name))]));
  const subsection = Buffer.concat([number(FUNCTION_NAMES), sized(list(entries))]);
  const content = Buffer.concat([sized(Buffer.from("name")), subsection]);
  return moduleOf(wasm, [...sections, { id: Section.custom, content }]);
}

function bodiesIn(sections) {
  const reader = new Reader(sections.find(({ id }) => id === Section.code).content);
  return reader.list(() => reader.sized());
}

function importedFunctions(sections) {
  const reader = new Reader(sections.find(({ id }) => id === Section.imports).content);
  return reader.list(() => {
    reader.sized(); // Module and name.
    reader.sized();
    reader.expect(FUNCTION_IMPORT);
    reader.number();
  }).length;
}

/** The indices of `bodies`, beginning with the first, each followed by what is most like the last ones. */
function orderByLikeness(bodies) {
  const likeness = likenesses(bodies.map(runsIn));
  const order = [0];
  const left = new Set(bodies.keys());
  left.delete(0);
  while (left.size > 0) {
    const last = order.slice(-LAST_ONES).reverse();
    const likenessToLast = (index) => last.reduce((sum, other, distance) => sum + likeness[other][index] / (distance + 1), 0);
    let best = { likeness: -1 };
    for (const index of left) {
      const candidate = { index, likeness: likenessToLast(index) };
      best = candidate.likeness > best.likeness ? candidate : best;
    }
    order.push(best.index);
    left.delete(best.index);
  }
  return order;
}

function runsIn(body) {
  return new Set(Array.from({ length: Math.max(body.length - RUN_BYTES + 1, 0) }, (_, at) => body.readUInt32LE(at)));
}

/** For each two functions, the cosine of the angle between their runs: 0 with no run in common, 1 with the same ones. */
function likenesses(runsOfEach) {
  const holders = new Map();
  runsOfEach.forEach((runs, index) => {
    for (const run of runs) {
      const indices = holders.get(run) ?? [];
      indices.push(index);
      holders.set(run, indices);
    }
  });
  const common = runsOfEach.map(() => new Float64Array(runsOfEach.length));
  for (const indices of holders.values()) {
    for (const a of indices) {
      for (const b of indices) {
        common[a][b] += 1;
      }
    }
  }
  const size = (index) => Math.max(runsOfEach[index].size, 1);
  return common.map((row, a) => row.map((count, b) => count / Math.sqrt(size(a) * size(b))));
}
