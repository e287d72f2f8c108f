// Documents made wrong in one place.

const texts = [
  "", "x", "nobody", "a@", "@b.example", "a@b.example", "a b@c", "draft", "live", "canceled", "cancelled", "team_member", "en", "EN", "eng",
  "Europe/Paris", "Europe//Paris", "/Paris", "2021-05-18T10:00:00Z", "2021-05-18T10:00:00", "2021-02-30T10:00:00Z",
  "1969-12-31T23:59:59Z", "2021-05-18", "https://a.example/", "http://a", "https://", "ftp://a.example/", "https://a b/",
  "7b6a2c1e-4f0d-4a58-9c3e-2d1f5e8a9b40", "7b6a2c1e-4f0d-4a58-9c3e-2d1f5e8a9b4g", "7b6a2c1e4f0d4a589c3e2d1f5e8a9b40",
  "urn:uuid:7b6a2c1e-4f0d-4a58-9c3e-2d1f5e8a9b40", "session.created",
];
const numbers = [0, 1, -1, 1.5, 60, 1800, 31622400, 31622401, 1643710217, 253402300799, 253402300800];
const others = [null, true, false, [], {}, [[]], [{}], ["x"], [7], { x: "y" }, { x: 7 }];

/** Every member and item below `value`, as its container and key. */
function places(value, found = []) {
  if (typeof value === "object" && value !== null) {
    for (const key of Object.keys(value)) {
      found.push([value, key]);
      places(value[key], found);
    }
  }
  return found;
}

/** A copy of `document` with one change, and a line that says which. */
export function mutated(document, random) {
  const pick = (list) => list[random(list.length)];
  const copy = structuredClone(document);
  const [container, key] = pick(places(copy));
  const kind = random(8);
  if (kind < 2 && !Array.isArray(container)) {
    delete container[key];
    return { document: copy, change: `${key} deleted` };
  }
  if (kind === 2 && !Array.isArray(container)) {
    container.added = pick([...texts, ...numbers, ...others]);
    return { document: copy, change: `a member added beside ${key}` };
  }
  container[key] = structuredClone(kind < 5 ? pick(others) : pick(kind === 5 ? numbers : texts));
  return { document: copy, change: `${key} = ${JSON.stringify(container[key])}` };
}
