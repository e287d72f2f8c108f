import type { ComponentChildren } from "preact";
import { createElement } from "preact";

import { language, type Language } from "./language";
import type { Message, PlacesIn, Wording } from "./message";
import { MESSAGES } from "./messages";

type Messages = typeof MESSAGES;
export type MessageKey = keyof Messages;

type Values<Key extends MessageKey, Value> = { [Place in PlacesIn<Messages[Key]["en"]>]: Place extends "count" ? number : Value };
type ValuesOf<Key extends MessageKey, Value> = PlacesIn<Messages[Key]["en"]> extends never ? [] : [Values<Key, Value>];

/** Messages without places, which need nothing but their key. */
export type PlainKey = { [Key in MessageKey]: PlacesIn<Messages[Key]["en"]> extends never ? Key : never }[MessageKey];

/** A text of the page in its language. Numbers are written as that language writes them. */
export function text<Key extends MessageKey>(key: Key, ...[values]: ValuesOf<Key, string | number>): string {
  const given = (values ?? {}) as Readonly<Record<string, string | number>>;
  return partsOf(key, given)
    .map((part) => (typeof part === "string" ? part.replaceAll("`", "") : shown(given[part.place] ?? "")))
    .join("");
}

/** The same with elements in its places, and what stands between back quotes as code. */
export function phrase<Key extends MessageKey>(key: Key, ...[values]: ValuesOf<Key, ComponentChildren>): ComponentChildren {
  const given = (values ?? {}) as Readonly<Record<string, ComponentChildren>>;
  return partsOf(key, given).map((part) => (typeof part === "string" ? withCode(part) : shown(given[part.place])));
}

/** A text whose key is made of a name that came from elsewhere; `fallback` where the page does not know it. */
export function textOrElse(key: string, fallback: string): string {
  return key in MESSAGES ? text(key as PlainKey) : fallback;
}

/** A number as the page's language writes it. */
export function numberText(value: number, options?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(language.value, options).format(value);
}

type Part = string | { place: string };

const PLACE = /\{(\w+)\}/;

function partsOf(key: MessageKey, values: Readonly<Record<string, unknown>>): Part[] {
  const spoken = language.value;
  const message: Message = MESSAGES[key];
  const pieces = wordsOf(message[spoken], values["count"], spoken).split(PLACE);
  return pieces.map((piece, index) => (index % 2 === 1 ? { place: piece } : typeset(piece, spoken)));
}

function wordsOf(wording: Wording, count: unknown, spoken: Language): string {
  if (typeof wording === "string") {
    return wording;
  }
  return new Intl.PluralRules(spoken).select(Number(count)) === "one" ? wording.one : wording.other;
}

/** French sets its marks off by spaces at which no line may break. */
function typeset(words: string, spoken: Language): string {
  return spoken === "fr" ? words.replace(/ (?=[:;!?»])/g, "\u00a0").replaceAll("« ", "«\u00a0") : words;
}

function shown<Value>(value: Value): Value | string {
  return typeof value === "number" ? numberText(value) : value;
}

function withCode(words: string): ComponentChildren {
  return words.split("`").map((piece, index) => (index % 2 === 1 ? createElement("code", null, piece) : piece));
}
