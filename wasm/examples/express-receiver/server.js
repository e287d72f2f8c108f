import express from "express";
import { verify } from "hookstorm/receiver";

const secrets = process.env.WEBHOOK_SECRET;
if (!secrets) {
  throw new Error("Set WEBHOOK_SECRET to the webhook's signing secret (whsec_…).");
}

/** Ids of messages that came already. In earnest: a unique key in the database that keeps what came. */
const seen = new Set();
const app = express();

// The route reads the raw body itself, so it stands before express.json().
app.post("/webhooks", async (request, response) => {
  const { value, problems } = await verify(request, { secrets });
  if (value === null) {
    console.warn("refused:", problems.map(({ path, message }) => `${path} ${message}`).join(" "));
    response.sendStatus(401); // The reasons are for the log, not for whoever sent it.
    return;
  }
  const isNew = !seen.has(value.messageId);
  seen.add(value.messageId);
  if (isNew && value.message?.family === "extended" && value.message.trigger === "people.registered") {
    console.log("registered:", value.message.body.data.attributes.email);
  }
  response.sendStatus(204); // Also for what came before: else it would be sent again.
});

app.use(express.json());

const server = app.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`receiving at http://127.0.0.1:${server.address().port}/webhooks`);
});
