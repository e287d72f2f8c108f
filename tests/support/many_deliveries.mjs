// A dispatcher's API with very many deliveries and live updates, as the page sees it; none of it is stored anywhere.
import { StaticSite } from "./static_site.mjs";

const webhookId = "11111111-2222-4333-8444-555555555555";
const states = ["delivered", "delivered", "exhausted", "pending"];

export class ManyDeliveries extends StaticSite {
  #streams = new Set();

  constructor(count) {
    super();
    this.count = count;
  }

  /** The delivery with a number from 1; the highest is the newest. */
  delivery(number, changes = {}) {
    const key = String(number).padStart(26, "0");
    return {
      id: `dlv_${key}_${webhookId}`,
      type: "deliveries",
      attributes: {
        message_id: `msg_${key}`,
        webhook_id: webhookId,
        trigger: "people.registered",
        accepted_at: new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString(),
        state: states[number % states.length],
        due_at: null,
        attempt_count: number,
        ...changes,
      },
    };
  }

  /** Tells whoever follows of a delivery. */
  tell(number, changes = {}) {
    this.count = Math.max(this.count, number);
    this.#send("delivery", this.delivery(number, changes));
  }

  reset() {
    this.#send("reset", {});
  }

  #send(event, data) {
    for (const stream of this.#streams) {
      stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    }
  }

  get followers() {
    return this.#streams.size;
  }

  async answer(request, response) {
    const url = new URL(request.url, "http://page");
    const json = (value) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
    switch (url.pathname) {
      case "/v1/instance":
        return json({ data: { type: "instances", id: "this", attributes: { version: "0", http_targets: "allowed" } } });
      case "/v1/session":
        return json({ data: { type: "sessions", id: "this", attributes: { workspace: "default", scopes: ["admin"], actor: { kind: "open" } } } });
      case "/v1/webhooks":
        return json({ data: [], meta: { next_page: null } });
      case "/v1/status":
        return json({ data: { attributes: { webhooks: 0, requests_under_way: 0, pending: { first_attempts: 0, retries: 0 }, oldest_due_at: null } } });
      case "/v1/deliveries":
        return json(this.#page(url.searchParams));
      case "/v1/updates":
        this.#streams.add(response.writeHead(200, { "content-type": "text/event-stream" }));
        response.write(": here\n\n");
        return response.on("close", () => this.#streams.delete(response));
      default:
        return super.answer(request, response);
    }
  }

  #page(query) {
    const size = Number(query.get("page[size]"));
    const from = Number(query.get("page[after]") ?? this.count);
    const numbers = Array.from({ length: Math.min(size, from) }, (_, index) => from - index);
    const left = from - numbers.length;
    return {
      data: numbers.map((number) => this.delivery(number)),
      links: { next: left > 0 ? `/v1/deliveries?page%5Bsize%5D=${size}&page%5Bafter%5D=${left}` : null },
    };
  }
}
