// Random contexts and templates, well-formed most of the time. What the engine does differently on purpose
// (docs/json-e.md) is left out here, and nothing else.

/** A small generator with a seed (mulberry32), so that a failure can be had again. */
export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  below(bound) {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  }

  of(choices) {
    return choices[this.below(choices.length)];
  }

  chance(percent) {
    return this.below(100) < percent;
  }

  list(lengthMax, make) {
    return Array.from({ length: this.below(lengthMax + 1) }, make);
  }
}

const TEXTS = ["", "a", "b", "abc", "a,b,c", " spaced ", "Ünï", "ß", "日本", "😀x", "10", "-1.5", "\n", "x y", "ﬀ\uE000", "ǅ", "$", "İ"];
const NUMBERS = [0, 1, 2, 3, -1, -2, 10, 0.5, -2.25, 3.75, 0.1, 1e21, 123456789, 5e-324, 1.7976931348623157e308, 1e-7, 4503599627370497.5, 9007199254740993];
const LITERALS = ["0", "1", "2", "3", "10", "0.5", "0.1", "0.2", "123456789.123", "100000000000000000000000"];
const DURATIONS = ["1 day", "2 days 3 hours", "-1 week", "+3h", "1y2mo", "5 min 3 s", "", "1 fortnight", "-30 mo", "3 hours 2 days", " 1 D ", "12"];
const NAMES = ["a", "b", "num", "text", "list", "records", "object", "yes", "no", "nothing"];

function scalar(random) {
  return random.of([
    () => random.of(TEXTS),
    () => random.of(NUMBERS),
    () => random.chance(50),
    () => null,
  ])();
}

function value(random, depth) {
  if (depth === 0 || random.chance(60)) {
    return scalar(random);
  }
  return random.chance(50)
    ? random.list(3, () => value(random, depth - 1))
    : Object.fromEntries(random.list(3, () => [random.of(["k", "l", "m"]), value(random, depth - 1)]));
}

function randomContext(random) {
  return {
    a: value(random, 2),
    b: value(random, 2),
    num: random.of(NUMBERS),
    text: random.of(TEXTS),
    list: random.chance(50) ? random.list(5, () => random.of(NUMBERS)) : random.list(5, () => random.of(TEXTS)),
    records: random.list(4, () => ({ k: random.of(TEXTS), l: random.of(NUMBERS), m: random.chance(50) })),
    object: { k: value(random, 1), l: value(random, 1) },
    yes: true,
    no: false,
    nothing: null,
  };
}

const quoted = (random) => `'${random.of(TEXTS)}'`;

/** An expression that often has the wanted type, and sometimes any other. */
function expression(random, type, depth, names) {
  if (random.chance(6)) {
    type = random.of(["number", "text", "list", "object", "boolean"]);
  }
  const sub = (wanted) => expression(random, wanted, depth - 1, names);
  const leaf = {
    number: () => random.of([() => random.of(LITERALS), () => "num", () => "len(text)", () => "-num", () => "records[0].l"])(),
    text: () => random.of([() => quoted(random), () => "text", () => "records[0].k", () => "records[-1].k"])(),
    list: () => random.of([() => "list", () => "records", () => "[1, 2, 3]", () => "['a', 'b']", () => "[]"])(),
    object: () => random.of([() => "object", () => "{k: 1, 'l': text}", () => "records[0]", () => "{}"])(),
    boolean: () => random.of([() => "yes", () => "no", () => "true", () => "!nothing", () => "records[0].m", () => `defined('${random.of([...NAMES, "other"])}')`])(),
    any: () => random.of([() => random.of(names), () => random.of(names), () => "null", () => "object.k", () => "object['l']", () => "other"])(),
  };
  if (depth <= 0) {
    return (leaf[type] ?? leaf.any)();
  }
  const kinds = {
    number: [
      () => `${sub("number")} ${random.of(["+", "-", "*", "/"])} ${sub("number")}`,
      () => `(${sub("number")} ${random.of(["+", "-"])} ${sub("number")}) * ${sub("number")}`,
      () => `${random.of(["2", "3", "10", "(-2)"])} ** ${random.of(["0", "2", "3", "2 ** 2"])}`,
      () => `${random.of(["min", "max"])}(${sub("number")}, ${sub("number")})`,
      () => `${random.of(["ceil", "floor", "abs", "sqrt"])}(${sub("number")})`,
      () => `len(${sub(random.of(["text", "list"]))})`,
      () => `number(${sub("text")})`,
    ],
    text: [
      () => `${sub("text")} + ${sub("text")}`,
      () => `${random.of(["lowercase", "uppercase", "strip", "lstrip", "rstrip"])}(${sub("text")})`,
      () => `str(${sub(random.of(["number", "boolean", "text"]))})`,
      () => `join(${random.of(["list", "split(text, ',')", "['x', 1, null, true]"])}, ${random.of(["','", "''", "1", "text"])})`,
      () => `typeof(${sub("any")})`,
      () => `${random.of(["text", "'añb😀c'", quoted(random)])}[${random.of(["0", "1", "-1", "1:", ":2", "-2:", "0:-1", "2:1"])}]`,
      () => `fromNow('${random.of(DURATIONS)}')`,
    ],
    list: [
      () => `list[${random.of(["1:", ":2", ":", "-2:", "0:-1", "num:", "3:1"])}]`,
      () => `split(${sub("text")}, ${random.of(["','", "' '", "1"])})`,
      () => `range(${random.of(["0", "1", "-2"])}, ${random.of(["3", "5", "len(list)"])})`,
      () => `range(10, 0, -${random.of(["1", "3"])})`,
      () => `[${random.list(3, () => sub("any")).join(", ")}]`,
    ],
    object: [
      () => `{k: ${sub("any")}, "m": ${sub("any")}}`,
      () => `{k: {l: ${sub("any")}}}.k`,
    ],
    boolean: [
      () => `${sub("number")} ${random.of(["<", "<=", ">", ">="])} ${sub("number")}`,
      () => `${sub("text")} ${random.of(["<", "<=", ">", ">="])} ${sub("text")}`,
      () => `${sub("any")} ${random.of(["==", "!="])} ${sub("any")}`,
      () => `${sub("boolean")} ${random.of(["&&", "||"])} ${sub("boolean")}`,
      () => `!(${sub("any")})`,
      () => `${sub("any")} in ${sub("list")}`,
      () => `${sub("text")} in ${sub(random.of(["text", "object"]))}`,
    ],
  };
  const wanted = kinds[type] ?? kinds[random.of(Object.keys(kinds))];
  return random.chance(25) ? (leaf[type] ?? leaf.any)() : random.of(wanted)();
}

function text(random, names) {
  return random
    .list(3, () =>
      random.chance(60)
        ? `\${${expression(random, random.of(["number", "text", "boolean", "any"]), 1, names)}}`
        : random.of([...TEXTS, "$${", "$$", "}", "$ {", "$$${"]),
    )
    .join("")
    .replace(/\$\{$/, "");
}

function template(random, depth, names) {
  const sub = (more = []) => template(random, depth - 1, [...names, ...more]);
  const one = (type, more = []) => expression(random, type, 2, [...names, ...more]);
  if (depth === 0) {
    return random.of([() => scalar(random), () => text(random, names), () => ({ $eval: one("any") })])();
  }
  const listOf = () => random.of([() => ({ $eval: one("list") }), () => random.list(3, sub), () => [[1, [2]], [3]]])();
  return random.of([
    () => text(random, names),
    () => ({ $eval: one(random.of(["any", "number", "text", "list", "object", "boolean"])) }),
    () => random.list(4, () => sub()),
    () => Object.fromEntries(random.list(3, () => [random.of(["k", "l", "$$m", "x-${text}", "${num}!"]), sub()])),
    () => ({ $if: one("boolean"), then: sub(), ...(random.chance(60) ? { else: sub() } : {}) }),
    () => ({ $let: { x: sub(), y: 3 }, in: sub(["x", "y"]) ?? 0 }),
    () => ({ $map: listOf(), "each(x)": sub(["x"]) }),
    () => ({ $map: listOf(), "each(x, i)": { item: { $eval: "x" }, more: sub(["x", "i"]) } }),
    () => ({ $map: { $eval: one("object") }, "each(v,key)": { "n${key}": sub(["v"]) } }),
    () => ({ $map: { $eval: one("object") }, "each(x)": { "${x.key}": { $eval: "x.val" } } }),
    () => ({ $reduce: listOf(), initial: random.of([0, "", []]), "each(acc,x)": sub(["acc", "x"]) }),
    () => ({ $find: listOf(), "each(x)": one("boolean", ["x"]) }),
    () => ({ $match: { [one("boolean")]: sub(), [one("boolean")]: sub() } }),
    () => ({ $switch: { [one("boolean")]: sub(), ...(random.chance(60) ? { $default: sub() } : {}) } }),
    () => ({ [random.of(["$merge", "$mergeDeep"])]: random.list(3, () => ({ $eval: one("object") })) }),
    () => ({ $mergeDeep: [{ k: sub(), l: [1] }, { k: sub(), l: [2] }] }),
    () => ({ [random.of(["$flatten", "$flattenDeep", "$reverse"])]: listOf() }),
    () => ({ $sort: { $eval: random.of(["list", "list", "text"]) } }),
    () => ({ $sort: { $eval: "records" }, "by(x)": random.of(["x.k", "x.l", "-x", "x['k']"]) }),
    () => ({ $json: sub() }),
    () => ({ $fromNow: random.of([...DURATIONS, "${text}"]) }),
    () => ({ $fromNow: random.of(DURATIONS), from: "2019-02-03T04:05:06.789Z" }),
  ])();
}

/** A template and a context. */
export function randomCase(random) {
  return { template: template(random, 1 + random.below(3), NAMES), context: randomContext(random) };
}
