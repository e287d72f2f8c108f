// What the package's types allow and refuse; checked by tsc alone, never run.
import { type Checked, type Hookstorm, loadHookstorm, type Request } from "hookstorm";

const hookstorm: Hookstorm = await loadHookstorm();

const body: Checked<string> = hookstorm.buildBody("{}", "legacy", { webhookId: "x", checking: "lenient" });
const request: Request | null = hookstorm.renderRequest("{}", { triggers: [], url: "" }, { messageId: "m", attemptedAt: new Date() }).value;
const severity: "error" | "warning" | undefined = body.problems[0]?.severity;
if (request !== null) {
  const first: string | undefined = request.headers[0]?.name;
  void first;
}
void severity;

// @ts-expect-error: there is no such family
hookstorm.buildBody("{}", "new");
// @ts-expect-error: an attempt has a moment
hookstorm.renderRequest("{}", {}, { messageId: "m" });
// @ts-expect-error: a moment is a Date
hookstorm.newMessageId(0);
// @ts-expect-error: the value may be missing
const text: string = body.value;
void text;
