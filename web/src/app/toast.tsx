import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";

import { Cross } from "../design/icons";
import { text } from "../text/text";

const TOAST_MS = 5_000;
/** Long enough to notice a slip. */
const UNDO_MS = 12_000;

export interface Toast {
  text: string;
  /** Taking it back; without it the toast only tells. */
  undo?: () => void;
  /** Called once when the toast goes without having been undone. */
  settle?: () => void;
}

const shownToast = signal<Toast | null>(null);

/** Shows a toast; one that is still shown is settled. */
export function showToast(toast: Toast): void {
  settleToast();
  shownToast.value = toast;
}

function settleToast(): void {
  const toast = shownToast.peek();
  shownToast.value = null;
  toast?.settle?.();
}

function undoToast(): void {
  const toast = shownToast.peek();
  shownToast.value = null;
  toast?.undo?.();
}

// What can still be taken back is done for good when the page goes.
addEventListener("pagehide", settleToast);

export function ToastRegion() {
  const toast = shownToast.value;
  return (
    <div class="toast-region" role="status" aria-live="polite">
      {toast !== null && <ToastCard key={toast.text} toast={toast} />}
    </div>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const undo = useRef<HTMLButtonElement>(null);
  const [isHovered, setHovered] = useState(false);
  useEffect(() => {
    if (isHovered) {
      return undefined;
    }
    const timer = setTimeout(leave, toast.undo === undefined ? TOAST_MS : UNDO_MS);
    return () => clearTimeout(timer);
  }, [toast, isHovered]);
  useEffect(() => undo.current?.focus({ preventScroll: true }), [toast]);
  return (
    <div class="toast" onMouseEnter={() => setHovered(true)} onMouseLeave={() => setHovered(false)}>
      <span class="toast__text">{toast.text}</span>
      {toast.undo !== undefined && (
        <button ref={undo} type="button" class="button button--small" onClick={() => focusPageAfter(undoToast)}>
          {text("shell.undo")}
        </button>
      )}
      <button type="button" class="icon-button" aria-label={text("shell.dismiss")} onClick={leave}>
        <Cross />
      </button>
    </div>
  );
}

function leave(): void {
  focusPageAfter(settleToast);
}

/** Keeps the keyboard's place when the focused toast disappears. */
function focusPageAfter(action: () => void): void {
  const hadFocus = document.activeElement?.closest(".toast") != null;
  action();
  if (hadFocus) {
    document.getElementById("page-title")?.focus({ preventScroll: true });
  }
}
