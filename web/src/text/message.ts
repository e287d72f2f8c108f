/** What stands in a message: with `{places}`, and \`code\` between back quotes. */
export type Wording = string | PluralWording;

/** Wording that depends on the place `{count}`. */
export interface PluralWording {
  one: string;
  other: string;
}

/** One text of the page in each of its languages. */
export interface Message {
  en: Wording;
  fr: Wording;
}

/** What stands between braces is a place unless a dot is in it, as in `${event.title}`. */
type PlacesInText<Text> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? (Place extends `${string}.${string}` ? never : Place) | PlacesInText<Rest>
  : never;

/** The names of the places in a wording. */
export type PlacesIn<Words> = Words extends { other: infer Other } ? PlacesInText<Other> | "count" : PlacesInText<Words>;
