/** Icons are drawn inline: the page's policy lets in no data: images. All are decoration to readers. */
const STROKE = {
  fill: "none",
  stroke: "currentColor",
  "stroke-width": 1.6,
  "stroke-linecap": "round",
  "stroke-linejoin": "round",
} as const;

export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" class="mark__ground" />
      <path d="M11 6v11a5.5 5.5 0 0 0 11 0v-2" class="mark__hook" />
      <path d="M22.5 6 19 12.5h3.2L20.5 17l6-7h-3.6L25 6z" class="mark__bolt" />
    </svg>
  );
}

export function Cross() {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d="m4 4 8 8m0-8-8 8" {...STROKE} />
    </svg>
  );
}

export function Search() {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <circle cx="7" cy="7" r="4.4" {...STROKE} />
      <path d="m10.4 10.4 3.4 3.4" {...STROKE} />
    </svg>
  );
}

export function Check() {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d="m3 8.5 3.2 3.2L13 4.8" {...STROKE} />
    </svg>
  );
}

export function Plus() {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d="M8 3v10M3 8h10" {...STROKE} />
    </svg>
  );
}

export function ErrorSign() {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <circle cx="8" cy="8" r="6.2" {...STROKE} />
      <path d="M8 4.8v3.8M8 11.1v.1" {...STROKE} />
    </svg>
  );
}

export function WarningSign() {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d="M8 2.2 14.4 13.4H1.6z" {...STROKE} />
      <path d="M8 6.4v3M8 11.4v.1" {...STROKE} />
    </svg>
  );
}

/** The card's picture of a webhook: a hook that a message hangs on. */
export function WebhooksPicture() {
  return (
    <svg class="picture" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true" focusable="false">
      <rect width="48" height="48" rx="11" class="picture__ground" />
      <path d="M17 11v15a7.5 7.5 0 0 0 15 0v-3" class="picture__hook" />
      <path d="m28 26 4-4 4 4" class="picture__hook" />
    </svg>
  );
}
