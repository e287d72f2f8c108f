import { signedInAgain } from "../access/session";
import { parsedJson } from "../json/reading";

const AGAIN_MS = 5_000;

export type Connection = "connecting" | "live" | "gone";

interface UpdateHandlers {
  /** Each with the event's data, as JSON. */
  on: Partial<Record<"delivery" | "webhook" | "capture", (value: unknown) => void>>;
  /** Something may have been missed: what is shown is to be loaded again. */
  onReset: () => void;
  onConnection: (connection: Connection) => void;
}

/** Follows what the dispatcher tells as it happens, until the answer is called. */
export function followUpdates(query: URLSearchParams, handlers: UpdateHandlers): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasThere = false;
  let isOver = false;
  const open = () => {
    let isNew = true;
    source = new EventSource(`v1/updates?${query}`);
    source.addEventListener("open", () => {
      if (wasThere && isNew) {
        handlers.onReset(); // A new source does not know where the one before it ended.
      }
      isNew = false;
      wasThere = true;
      handlers.onConnection("live");
    });
    source.addEventListener("reset", () => handlers.onReset());
    for (const [name, handle] of Object.entries(handlers.on)) {
      source.addEventListener(name, (event) => handle(parsedJson((event as MessageEvent<string>).data)));
    }
    source.addEventListener("error", () => {
      handlers.onConnection("gone");
      if (source.readyState === EventSource.CLOSED) {
        void openAgain(); // What was refused is not tried again by itself.
      }
    });
  };
  const openAgain = async () => {
    const waitMs = (await signedInAgain()) ? 0 : AGAIN_MS;
    if (!isOver) {
      timer = setTimeout(open, waitMs);
    }
  };
  open();
  return () => {
    isOver = true;
    clearTimeout(timer);
    source.close();
  };
}
