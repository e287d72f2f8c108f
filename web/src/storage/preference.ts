import { effect, signal, type Signal } from "@preact/signals";

/**
 * A choice between a few values that this browser remembers. Where the browser forbids storage, the choice
 * lasts until the page is left.
 */
export function preference<Value extends string>(name: string, values: readonly Value[], fallback: Value): Signal<Value> {
  const key = `hookstorm.${name}`;
  const chosen = signal(values.find((value) => value === kept(key)) ?? fallback);
  let isFirst = true;
  effect(() => {
    const { value } = chosen;
    if (!isFirst) {
      keep(key, value);
    }
    isFirst = false;
  });
  return chosen;
}

function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The page goes on without remembering.
  }
}
