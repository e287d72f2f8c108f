import { list, moduleOf, number, Reader, Section, sectionsOf, sized } from "./binary.mjs";

const ACTIVE_IN_FIRST_MEMORY = 0;
const I32_CONST = 0x41;
const END = 0x0b;

/**
 * `wasm` with all its data in one segment: zeros between segments compress to less than where the next one begins. Nothing
 * asks how many segments there are, which the section of their count is for.
 */
export function withOneSegment(wasm) {
  const sections = sectionsOf(wasm).filter(({ id }) => id !== Section.dataCount);
  const joined = sections.map(({ id, content }) => ({ id, content: id === Section.data ? joinedSegments(content) : content }));
  return moduleOf(wasm, joined);
}

function joinedSegments(section) {
  const reader = new Reader(section);
  const segments = reader.list(() => {
    reader.expect(ACTIVE_IN_FIRST_MEMORY, I32_CONST);
    const start = reader.number();
    reader.expect(END);
    return { start, content: reader.sized() };
  });
  const start = Math.min(...segments.map((segment) => segment.start));
  const data = Buffer.alloc(Math.max(...segments.map((segment) => segment.start + segment.content.length)) - start);
  for (const segment of segments) {
    data.set(segment.content, segment.start - start);
  }
  const place = [Buffer.from([ACTIVE_IN_FIRST_MEMORY, I32_CONST]), number(start, { signed: true }), Buffer.from([END])];
  return list([Buffer.concat([...place, sized(data)])]);
}
