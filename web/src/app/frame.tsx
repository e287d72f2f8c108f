import type { RepositoryPlace } from "../storage/webhook_repository";
import { Mark } from "../design/icons";
import { hrefOf } from "./routes";

const BADGES: Record<RepositoryPlace, { text: string; explanation: string }> = {
  browser: {
    text: "Saved in this browser",
    explanation: "Webhooks stay in this browser's storage and go nowhere else.",
  },
  dispatcher: {
    text: "Connected to the dispatcher",
    explanation: "Webhooks live in the dispatcher that serves this page, and it delivers to them.",
  },
};

export function Header({ place }: { place: RepositoryPlace }) {
  const badge = BADGES[place];
  return (
    <header class="header">
      <a class="header__brand" href={hrefOf({ place: "apps" })}>
        <Mark />
        Hookstorm
      </a>
      <span class={`badge badge--${place}`} title={badge.explanation} data-testid="storage-badge">
        {badge.text}
      </span>
    </header>
  );
}

export function Footer({ version }: { version: string }) {
  return (
    <footer class="footer">
      <p>What you preview is what is sent, byte for byte.</p>
      <p>Hookstorm {version}</p>
    </footer>
  );
}
