const TOO_MANY_REQUESTS = 429;
const TRIES_MAX = 5;
/** Longer than this nobody waits without being told why. */
const WAIT_MAX_S = 3;

/** `fetch`, made again after a moment where the dispatcher says that there were too many requests for now. */
export async function patientFetch(path: string, init: () => RequestInit): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    const response = await fetch(path, init());
    const waitS = Number(response.headers.get("retry-after") ?? Infinity);
    if (response.status !== TOO_MANY_REQUESTS || tries === TRIES_MAX || waitS > WAIT_MAX_S) {
      return response;
    }
    await new Promise((resolve) => setTimeout(resolve, waitS * 1000));
  }
}
