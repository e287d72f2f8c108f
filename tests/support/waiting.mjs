// Waiting for what another process does: by events where there are any, bounded in any case.

const LIMIT_MS = 60_000;

/** What `promise` gives, or an error that says what did not happen. */
export async function within(what, promise, limitMs = LIMIT_MS) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: did not happen within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** Asks until the answer is truthy, and gives it. */
export async function eventually(what, ask, limitMs = LIMIT_MS) {
  const end = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(`${what}: did not happen within ${limitMs} ms`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
