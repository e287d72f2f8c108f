import { session } from "../access/session";
import { signOutOrTell } from "../access/sign_out_button";
import { goTo } from "../app/navigation";
import type { Route } from "../app/routes";
import { MAIN_ENTRIES } from "../app/screens";
import type { Services } from "../app/services";
import { theme, THEMES } from "../design/theme";
import { LANGUAGE_NAMES, languageChoice, LANGUAGES } from "../text/language";
import { text } from "../text/text";
import { titleOf } from "../webhooks/title";

/** Something that can be done from anywhere by its name. */
export interface Command {
  /** Unique within the palette. */
  id: string;
  title: string;
  /** What kind of thing it is. */
  kind: string;
  run: () => void;
}

/** All that the palette offers now: the screens, the webhooks, what the present screen shows, and the visitor's choices. */
export function commandsOf(services: Services): Command[] {
  return [...screens(services), ...webhooks(services), ...actionsShown(), ...choices(), ...signingOut()];
}

/** Titles that hold all words of a query, with or without accents; first those in which they begin a word. */
export function commandsMatching(commands: readonly Command[], query: string): Command[] {
  const words = plain(query).trim().split(/\s+/);
  const found = commands.filter(({ title, kind }) => {
    const searched = plain(`${title} ${kind}`);
    return words.every((word) => searched.includes(word));
  });
  const begins = ({ title }: Command) => words.every((word) => ` ${plain(title)}`.includes(` ${word}`));
  return [...found.filter(begins), ...found.filter((command) => !begins(command))];
}

function plain(content: string): string {
  return content.normalize("NFD").replace(/\p{Mark}/gu, "").toLowerCase();
}

/**
 * The buttons and links of the present screen, by the names that screen readers say: whatever a screen lets one do is
 * in the palette without being listed a second time.
 */
function actionsShown(): Command[] {
  const found = new Map<string, HTMLElement>();
  for (const element of document.querySelectorAll<HTMLElement>("main button:not(:disabled), main a[href]")) {
    const title = (element.getAttribute("aria-label") ?? element.innerText).replace(/\s+/g, " ").trim();
    if (title !== "" && element.checkVisibility() && !found.has(title)) {
      found.set(title, element);
    }
  }
  return [...found].map(([title, element]) => ({
    id: `action ${title}`,
    title,
    kind: text("palette.here"),
    run: () => {
      element.scrollIntoView({ block: "nearest" });
      element.focus();
      element.click();
    },
  }));
}

function screens(services: Services): Command[] {
  const to = (route: Route, title: string): Command => ({
    id: `screen ${route.place}`,
    title,
    kind: text("palette.screen"),
    run: () => goTo(route),
  });
  const main = MAIN_ENTRIES.filter(({ isThere }) => isThere?.(services) ?? true);
  return [
    to({ place: "add" }, text("webhooks.add")),
    ...main.map(({ place, title }) => to({ place }, text(title))),
    to({ place: "apps" }, text("apps.title")),
  ];
}

function webhooks({ collection }: Services): Command[] {
  return collection.webhooks.value.map((webhook) => ({
    id: `webhook ${webhook.id}`,
    title: titleOf(webhook),
    kind: text("palette.webhook"),
    run: () => goTo({ place: "edit", id: webhook.id }),
  }));
}

/** From every screen; Settings has a button of its own for it. */
function signingOut(): Command[] {
  return session.value?.kind === "session"
    ? [{ id: "sign out", title: text("access.sign-out"), kind: text("settings.access"), run: signOutOrTell }]
    : [];
}

function choices(): Command[] {
  return [
    ...THEMES.map((value) => ({
      id: `theme ${value}`,
      title: `${text("settings.theme")}: ${text(`settings.theme.${value}`)}`,
      kind: text("settings.title"),
      run: () => (theme.value = value),
    })),
    ...LANGUAGES.map((value) => ({
      id: `language ${value}`,
      title: `${text("settings.language")}: ${LANGUAGE_NAMES[value]}`,
      kind: text("settings.title"),
      run: () => (languageChoice.value = value),
    })),
  ];
}
