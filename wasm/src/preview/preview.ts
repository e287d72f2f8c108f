import type { Checking, Hookstorm, Match, Problem, RenderedRequest } from "../types.js";

/** What is previewed. */
export interface PreviewInput {
  /** The configuration, as a JSON text or as an object. */
  webhook: string | object;
  /** Without one, the sample of the webhook's first trigger. */
  occurrence: string | object | null;
  /** How strict it is with the occurrence. */
  checking: Checking;
  /** Whether plain http targets are let through. */
  allowHttp: boolean;
  /** `null`: one that stands for any. */
  messageId: string | null;
  /** When it is sent. */
  attemptedAt: Date;
}

/** A problem, and what it is about. */
export interface LocatedProblem extends Problem {
  /** What its path leads into; of the body, the webhook's template or family cannot make one of the occurrence. */
  of: "webhook" | "occurrence" | "body";
}

/** What an occurrence becomes for a webhook. */
export interface Preview {
  /** `null` where one of the problems is an error. */
  request: RenderedRequest | null;
  /** Whether it would be sent; `null` where that cannot be told. */
  match: Match | null;
  /** Of the webhook first. */
  problems: LocatedProblem[];
}

const ANY_MESSAGE_ID = "msg_00000000000000000000000000";

/** Renders the preview; whatever is wrong with the input is told by its problems. */
export function previewOf(hookstorm: Hookstorm, input: PreviewInput): Preview {
  const { webhook, checking, allowHttp, attemptedAt } = input;
  const checkedWebhook = hookstorm.checkWebhook(webhook, { allowHttp });
  const problems = located("webhook", checkedWebhook.problems);
  const known = hookstorm.triggers().map(({ name }) => name);
  const first = known.find((name) => name === checkedWebhook.value?.triggers[0]);
  const occurrence = input.occurrence ?? (first && hookstorm.sample(first));
  if (occurrence === undefined) {
    return { request: null, match: null, problems };
  }
  const checkedOccurrence = hookstorm.checkOccurrence(occurrence, { checking });
  problems.push(...located("occurrence", checkedOccurrence.problems));
  if (checkedWebhook.value === null || checkedOccurrence.value === null) {
    return { request: null, match: null, problems };
  }
  const options = { checking, allowHttp, messageId: input.messageId ?? ANY_MESSAGE_ID };
  const rendered = hookstorm.renderRequest(occurrence, webhook, { ...options, attemptedAt });
  if (rendered.value === null) {
    problems.push(...located("body", rendered.problems.filter(({ severity }) => severity === "error")));
  }
  return { request: rendered.value, match: hookstorm.matches(occurrence, webhook, options).value, problems };
}

function located(of: LocatedProblem["of"], problems: Problem[]): LocatedProblem[] {
  return problems.map((problem) => ({ ...problem, of }));
}
