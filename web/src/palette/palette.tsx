import { signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { useServices } from "../app/services";
import { Search } from "../design/icons";
import { text } from "../text/text";
import { commandsMatching, commandsOf, type Command } from "./commands";

const isOpen = signal(false);
const IS_MAC = /^Mac|^iP/.test(navigator.platform);

/** What opens the palette, as people write it. */
const SHORTCUT = IS_MAC ? "⌘K" : "Ctrl K";

export function PaletteButton() {
  return (
    <button
      type="button"
      class="palette-button"
      aria-keyshortcuts={IS_MAC ? "Meta+K" : "Control+K"}
      data-testid="palette-open"
      onClick={() => (isOpen.value = true)}
    >
      <Search />
      <span class="palette-button__text">{text("palette.open")}</span>
      <kbd>{SHORTCUT}</kbd>
    </button>
  );
}

/** Everything by its name: opened by Ctrl+K, or ⌘K, from anywhere. */
export function Palette() {
  useEffect(() => {
    const toggle = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "k" && (IS_MAC ? event.metaKey : event.ctrlKey) && !event.altKey && !event.shiftKey) {
        event.preventDefault();
        event.stopPropagation();
        isOpen.value = !isOpen.peek();
      }
    };
    addEventListener("keydown", toggle, { capture: true });
    return () => removeEventListener("keydown", toggle, { capture: true });
  }, []);
  return isOpen.value ? <PaletteDialog /> : null;
}

function close(): void {
  isOpen.value = false;
}

function PaletteDialog() {
  const services = useServices();
  const dialog = useRef<HTMLDialogElement>(null);
  // Looked up once: the screen does not change while the palette is open.
  const [commands] = useState(() => commandsOf(services));
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const found = commandsMatching(commands, query);
  const chosen = found[Math.min(at, found.length - 1)];
  useLayoutEffect(() => {
    if (chosen !== undefined) {
      document.getElementById(optionId(chosen))?.scrollIntoView({ block: "nearest" });
    }
  }, [chosen]);
  const run = (command: Command) => {
    close();
    // Once the dialog is gone, so that focus goes where the command leads.
    setTimeout(command.run);
  };
  const move = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(found.length - 1, Math.min(at, found.length - 1) + step)));
    } else if (event.key === "Enter" && chosen !== undefined) {
      event.preventDefault();
      run(chosen);
    }
  };
  return (
    <dialog
      ref={dialog}
      class="palette"
      aria-label={text("palette.title")}
      onClose={close}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <input
        type="text"
        role="combobox"
        class="palette__query"
        aria-label={text("palette.title")}
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={chosen === undefined ? undefined : optionId(chosen)}
        aria-autocomplete="list"
        placeholder={text("palette.placeholder")}
        autocomplete="off"
        spellcheck={false}
        data-testid="palette-query"
        value={query}
        onInput={({ currentTarget }) => {
          setQuery(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={move}
      />
      <ul id="palette-list" class="palette__list" role="listbox" aria-label={text("palette.title")}>
        {found.map((command) => (
          <li
            key={command.id}
            id={optionId(command)}
            role="option"
            aria-selected={command === chosen}
            class="palette__command"
            onClick={() => run(command)}
          >
            <span class="palette__title">{command.title}</span>
            <span class="palette__kind">{command.kind}</span>
          </li>
        ))}
      </ul>
      <p class="palette__none" role="status">
        {found.length === 0 ? text("palette.none") : ""}
      </p>
    </dialog>
  );
}

function optionId({ id }: Command): string {
  return `palette ${id}`.replaceAll(/[^\w-]/g, "-");
}
