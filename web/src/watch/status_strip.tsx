import { useEffect, useState } from "preact/hooks";

import type { DispatcherClient } from "../dispatcher/client";
import { dispatcherStatus, type DispatcherStatus } from "../dispatcher/status";
import type { Connection } from "../dispatcher/updates";
import { durationText } from "../text/durations";
import { numberText, text } from "../text/text";
import { useHealthCounts } from "./health_chip";

const LOOK_MS = 3_000;

/** How things are at a glance: what waits, what is under way, and whether webhooks are healthy. */
export function StatusStrip({ client, connection }: { client: DispatcherClient; connection: Connection }) {
  const status = useStatus(client);
  const health = useHealthCounts();
  const late = status === null || status.oldestDueAt === null ? 0 : Date.now() - Date.parse(status.oldestDueAt);
  return (
    <dl class="status-strip" data-testid="status-strip">
      <Fact title={text("watch.status.connection")} tone={connection === "live" ? "good" : "quiet"}>
        {text(`watch.connection.${connection}`)}
      </Fact>
      <Fact title={text("watch.status.webhooks")} tone={health.ailing === 0 ? "good" : "bad"}>
        {health.ailing === 0
          ? text("watch.status.healthy", { count: health.healthy })
          : text("watch.status.ailing", { count: health.ailing })}
      </Fact>
      <Fact title={text("watch.status.under-way")}>{status === null ? "–" : numberText(status.underWay)}</Fact>
      <Fact title={text("watch.status.first")}>{status === null ? "–" : numberText(status.firstAttempts)}</Fact>
      <Fact title={text("watch.status.retries")}>{status === null ? "–" : numberText(status.retries)}</Fact>
      <Fact title={text("watch.status.late")}>{late > 0 ? durationText(late) : text("watch.status.not-late")}</Fact>
    </dl>
  );
}

interface FactProps {
  title: string;
  tone?: "good" | "bad" | "quiet";
  children: string;
}

function Fact({ title, tone, children }: FactProps) {
  return (
    <div class="status-strip__fact">
      <dt>{title}</dt>
      <dd class={tone === undefined ? "" : `status-strip__value--${tone}`}>{children}</dd>
    </div>
  );
}

/** Looked at again and again while the page is seen. */
function useStatus(client: DispatcherClient): DispatcherStatus | null {
  const [status, setStatus] = useState<DispatcherStatus | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let isOver = false;
    // Each time after the one before is through: while the session has ended, nothing piles up.
    const look = async () => {
      if (!document.hidden) {
        await dispatcherStatus(client).then(setStatus, () => setStatus(null));
      }
      if (!isOver) {
        timer = setTimeout(() => void look(), LOOK_MS);
      }
    };
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [client]);
  return status;
}
