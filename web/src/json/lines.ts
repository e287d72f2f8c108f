/**
 * A compact JSON text on lines, as it is drawn: each member and item on its own, with indents. Numbers and escapes stay
 * as they are. What is no JSON comes back as its own lines.
 */
export function jsonLines(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  let depth = 0;
  const next = (): void => {
    lines.push(line);
    line = "  ".repeat(depth);
  };
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === "{" || token === "[") {
      line += token;
      depth += 1;
      next();
    } else if (token === "}" || token === "]") {
      depth = Math.max(0, depth - 1);
      next();
      line += token;
    } else if (token === ",") {
      line += token;
      next();
    } else {
      line += token === ":" ? ": " : token;
    }
  }
  return [...lines, line];
}

/** Empty containers stay on their line. */
const TOKEN = /"(?:[^"\\]|\\.)*"|\{\s*\}|\[\s*\]|[{}[\],:]|[^\s{}[\],:"]+|"/g;
