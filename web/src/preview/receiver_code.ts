import type { TriggerFacts } from "hookstorm";

interface ReceiverOptions {
  /** For the first line: what people call the webhook. */
  title: string;
  /** What the webhook is triggered by. */
  triggers: readonly TriggerFacts[];
  /** Whether its bodies are a family's, which `verify` tells the trigger of. */
  hasTriggers: boolean;
}

/** A receiver for Node, which verifies what comes in by the package hookstorm. */
export function receiverCode({ title, triggers, hasTriggers }: ReceiverOptions): string {
  return `// receiver.mjs: receives "${oneLine(title)}".
//   npm install hookstorm
//   WEBHOOK_SECRET=whsec_… node receiver.mjs
import { createServer } from "node:http";
import { verify } from "hookstorm/receiver";

const server = createServer(async (request, response) => {
  if (request.method !== "POST") {
    response.writeHead(405, { allow: "POST" }).end();
    return;
  }
  const { value, problems } = await verify(request, { secrets: process.env.WEBHOOK_SECRET });
  if (value === null) {
    console.warn("refused:", problems.map(({ message }) => message).join(" "));
    response.writeHead(401).end(); // The reasons are for your log, not for whoever sent it.
    return;
  }
  response.writeHead(204).end(); // At once: what is not answered in time is sent again.
  ${hasTriggers ? "handle(value.message?.trigger, value.body, value.messageId);" : "handle(value.body, value.messageId);"}
});
server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1");

// Delivery is at least once: drop what came already by its id, which is the same in every attempt.
${hasTriggers ? handleByTrigger(triggers) : "function handle(body, messageId) {\n  console.log(messageId, body);\n}"}
`;
}

function handleByTrigger(triggers: readonly TriggerFacts[]): string {
  const cases = triggers.map(
    ({ name, description }) =>
      `    case ${JSON.stringify(name)}: // ${description}\n      console.log(messageId, trigger, body);\n      break;`,
  );
  return `function handle(trigger, body, messageId) {
  switch (trigger) {
${cases.join("\n")}
    default:
      console.warn("not expected:", trigger);
  }
}`;
}

/** A title is the visitor's: nothing of it may end the comment. */
function oneLine(title: string): string {
  return title.replace(/[\r\n\u2028\u2029]+/g, " ");
}
