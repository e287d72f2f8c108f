import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";

import type { DispatcherClient } from "../dispatcher/client";
import { captureIn, capturePage, capturesPath, type Capture } from "../dispatcher/inboxes";
import { followUpdates, type Connection } from "../dispatcher/updates";

/** An inbox's captures, the newest first: all of them, since an inbox keeps a bounded number. */
export class CaptureList {
  readonly captures = signal<readonly Capture[]>([]);
  readonly isLoaded = signal(false);
  readonly failure = signal("");

  constructor(
    private readonly client: DispatcherClient,
    private readonly inboxId: string,
  ) {}

  async load(): Promise<void> {
    try {
      const captures: Capture[] = [];
      for (let next: string | null = capturesPath(this.inboxId); next !== null; ) {
        const page = await capturePage(this.client, next);
        captures.push(...page.captures);
        next = page.next;
      }
      this.captures.value = captures;
      this.failure.value = "";
    } catch (reason) {
      this.failure.value = reason instanceof Error ? reason.message : String(reason);
    }
    this.isLoaded.value = true;
  }

  tell(capture: Capture): void {
    const known = this.captures.peek();
    if (capture.inboxId === this.inboxId && !known.some(({ number }) => number === capture.number)) {
      this.captures.value = [capture, ...known];
    }
  }
}

/** An inbox's captures, followed while they are shown. */
export function useCaptures(client: DispatcherClient, inboxId: string): { list: CaptureList; connection: Connection } {
  const [connection, setConnection] = useState<Connection>("connecting");
  const [list] = useState(() => new CaptureList(client, inboxId));
  useEffect(() => {
    void list.load();
    return followUpdates(new URLSearchParams({ "filter[type]": "captures" }), {
      on: { capture: (value) => list.tell(captureIn(value)) },
      onReset: () => void list.load(),
      onConnection: setConnection,
    });
  }, [list]);
  return { list, connection };
}
