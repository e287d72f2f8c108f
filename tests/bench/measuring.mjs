// Figures as JSON lines, and medians of many rounds.

/** Prints one figure. */
export function print(measure, value, unit, more = {}) {
  console.log(JSON.stringify({ measure, value: Math.round(value * 100) / 100, unit, ...more }));
}

export function median(values) {
  return [...values].sort((a, b) => a - b)[(values.length - 1) >> 1];
}

const ROUNDS = 101;
const CALLS_PER_ROUND = 200;

/** What each call takes in microseconds: the median of rounds, in which they take turns. */
export function medianMicroseconds(...calls) {
  const rounds = calls.map(() => []);
  for (let round = 0; round < ROUNDS; ++round) {
    calls.forEach((call, index) => {
      const start = performance.now();
      for (let i = 0; i < CALLS_PER_ROUND; ++i) {
        call();
      }
      rounds[index].push(((performance.now() - start) * 1000) / CALLS_PER_ROUND);
    });
  }
  return rounds.map(median);
}
