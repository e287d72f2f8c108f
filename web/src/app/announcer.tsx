import { signal } from "@preact/signals";

const announcement = signal("");

/** Says something to people who use a screen reader and do not see what changed. */
export function announce(text: string): void {
  // The same text twice would not be read again; an invisible difference makes it new.
  announcement.value = announcement.peek() === text ? `${text}\u00a0` : text;
}

export function Announcer() {
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {announcement.value}
    </div>
  );
}
