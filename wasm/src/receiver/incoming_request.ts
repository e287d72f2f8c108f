import type { ReceivedRequest } from "../types.js";

/** Node's `IncomingMessage`, also as Express passes it on. */
export interface IncomingRequest extends AsyncIterable<Uint8Array | string> {
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The same, each as often as it came. */
  readonly headersDistinct?: Readonly<Record<string, string[] | undefined>>;
  /** Whether something has read from it. */
  readonly readableDidRead?: boolean;
  /** What a body parser made of it. */
  readonly body?: unknown;
  /** The body's bytes, where a body parser kept them. */
  readonly rawBody?: unknown;
}

/** One more than the core takes, so that it is the core that refuses what is longer. */
const KEPT_BYTES_MAX = 2 * 1024 * 1024 + 1;

function isFetchRequest(request: Request | IncomingRequest): request is Request {
  return typeof (request as Partial<Request>)?.arrayBuffer === "function";
}

/** All headers, those that came twice included where that can be told. */
export function receivedHeaders(request: Request | IncomingRequest): ReceivedRequest["headers"] {
  if (isFetchRequest(request)) {
    return request.headers;
  }
  if (typeof request?.[Symbol.asyncIterator] !== "function") {
    throw new TypeError("request must be a Request of the Fetch API, or Node's IncomingMessage.");
  }
  return request.headersDistinct ?? request.headers;
}

/** The body before anything parsed it. Of one that is too long only the beginning is kept. */
export async function receivedBody(request: Request | IncomingRequest): Promise<string | Uint8Array> {
  if (isFetchRequest(request)) {
    if (request.bodyUsed) {
      throw new TypeError("The request's body was read already: verify the request first, or verify request.clone().");
    }
    return request.body === null ? "" : streamed(chunksOf(request.body));
  }
  const kept = [request.rawBody, request.body].find(isRaw);
  if (kept !== undefined) {
    return kept;
  }
  if (request.readableDidRead === true) {
    throw new TypeError(
      "The request's body was read already, and a signature can only be checked by its raw bytes: verify before " +
        'express.json() and the like, use express.raw({ type: "*/*" }) on this route, or keep the bytes as request.rawBody.',
    );
  }
  return streamed(request);
}

function isRaw(body: unknown): body is string | Uint8Array {
  return typeof body === "string" || body instanceof Uint8Array;
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    yield read.value;
  }
}

/** Reads to the end, since a request that was left halfway cannot be answered. */
async function streamed(chunks: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    const bytes = typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk;
    if (size < KEPT_BYTES_MAX) {
      const part = bytes.subarray(0, KEPT_BYTES_MAX - size);
      kept.push(part);
      size += part.length;
    }
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const part of kept) {
    body.set(part, at);
    at += part.length;
  }
  return body;
}
