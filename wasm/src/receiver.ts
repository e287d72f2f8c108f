// `hookstorm/receiver`: for servers that webhooks are sent to.
import { loadHookstorm } from "hookstorm"; // By its name, so that each platform finds its own.

import { ed25519 } from "./ed25519.js";
import { receivedBody, receivedHeaders, type IncomingRequest } from "./receiver/incoming_request.js";
import type { Checked, ForeignBody, Verdict, VerificationOptions } from "./types.js";

export type { IncomingRequest } from "./receiver/incoming_request.js";

/** A request whose signature holds. */
export interface Received extends Verdict {
  /** The body's text, as it came. */
  body: string;
  /** The body as one of the families, told apart by `family` and `trigger`; `null` where it is none, as a template's. */
  message: ForeignBody | null;
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Checks the signature of a request that a server received. It takes the body's raw bytes from where they are: from the
 * stream, where nothing has read it yet, from `rawBody`, or from a `body` that is still bytes or text. Rejects with a
 * TypeError where only a parsed body is left, since no signature can be checked by that. What is wrong with the request
 * comes back as problems; a body of more than 2 MiB is one. Where the connection breaks off, it rejects with what the
 * stream says.
 *
 * @example
 * const { value, problems } = await verify(request, { secrets: env.WEBHOOK_SECRET });
 * if (value === null) return new Response(problems[0].message, { status: 401 });
 */
export async function verify(
  request: Request | IncomingRequest,
  options: VerificationOptions,
): Promise<Checked<Received>> {
  const hookstorm = await loadHookstorm({ ed25519 });
  const headers = receivedHeaders(request);
  const bytes = await receivedBody(request);
  const { value, problems } = hookstorm.verify({ ...options, headers, body: bytes });
  if (value === null) {
    return { value, problems };
  }
  const body = typeof bytes === "string" ? bytes : decoder.decode(bytes);
  return { value: { ...value, body, message: hookstorm.readBody(body).value }, problems };
}
