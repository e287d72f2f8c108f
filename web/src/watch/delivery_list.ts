import { signal } from "@preact/signals";

import type { DispatcherClient } from "../dispatcher/client";
import { deliveryPage, firstPagePath, type Delivery, type DeliveryFilter } from "../dispatcher/deliveries";

/** As many are kept at most. */
export const ROWS_MAX = 100_000;

export type ListState = "loading" | "loading-all" | "more" | "complete" | "full" | "failed";

/** Deliveries, the newest first: page by page as they are asked for, and what happens meanwhile. */
export class DeliveryList {
  readonly state = signal<ListState>("loading");
  readonly failure = signal("");
  /** Changes with the rows; what shows them reads it. */
  readonly version = signal(0);
  /** How many have come in at the front. */
  prepended = 0;
  private ids: string[] = [];
  private readonly rows = new Map<string, Delivery>();
  private next: string | null;
  private news: Delivery[] = [];
  private isHeld = false;

  constructor(
    private readonly client: DispatcherClient,
    private readonly filter: DeliveryFilter,
  ) {
    this.next = firstPagePath(filter);
  }

  get count(): number {
    return this.ids.length;
  }

  at(index: number): Delivery | undefined {
    return this.rows.get(this.ids[index] ?? "");
  }

  indexOf(id: string): number {
    return this.rows.has(id) ? this.ids.indexOf(id) : -1;
  }

  /** All that were loaded, the newest first. */
  loaded(): Delivery[] {
    return this.ids.map((id) => this.rows.get(id)!);
  }

  /** The next page, unless one is on its way. */
  async loadMore(): Promise<void> {
    if (this.state.peek() === "more") {
      await this.load(1);
    }
  }

  /** Page after page, up to as many as are kept, until it is stopped. */
  async loadAll(): Promise<void> {
    if (this.state.peek() === "more") {
      await this.load(Number.POSITIVE_INFINITY);
    }
  }

  stopLoading(): void {
    this.isHeld = true;
  }

  /** Pages that have something; some may be empty, where much was looked through. */
  async load(pages = 1): Promise<void> {
    this.isHeld = false;
    this.state.value = pages === 1 ? "loading" : "loading-all";
    try {
      for (let found = 0; found < pages && this.next !== null && this.count < ROWS_MAX && !this.isHeld; ) {
        const page = await deliveryPage(this.client, this.next);
        this.append(page.deliveries);
        this.next = page.next;
        found += page.deliveries.length > 0 ? 1 : 0;
        this.version.value += 1;
      }
      this.state.value = this.next === null ? "complete" : this.count >= ROWS_MAX ? "full" : "more";
    } catch (reason) {
      this.failure.value = reason instanceof Error ? reason.message : String(reason);
      this.state.value = "failed";
    }
  }

  /** What the dispatcher tells of a delivery: taken in with the next picture, since there may be many at once. */
  tell(delivery: Delivery, nextPicture: (callback: () => void) => void): void {
    this.news.push(delivery);
    if (this.news.length === 1) {
      nextPicture(() => this.takeNews());
    }
  }

  /** Shows a delivery as it is now. */
  replace(delivery: Delivery): void {
    if (this.rows.has(delivery.id)) {
      this.rows.set(delivery.id, delivery);
      this.version.value += 1;
    }
  }

  private append(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) {
      if (!this.rows.has(delivery.id)) {
        this.ids.push(delivery.id);
      }
      this.rows.set(delivery.id, delivery);
    }
  }

  private takeNews(): void {
    const fresh = new Map<string, Delivery>();
    for (const delivery of this.news) {
      if (this.rows.has(delivery.id)) {
        this.rows.set(delivery.id, delivery);
      } else if (this.belongsHere(delivery)) {
        fresh.set(delivery.id, delivery);
      }
    }
    this.news = [];
    this.insert([...fresh.values()]);
    this.version.value += 1;
  }

  private belongsHere({ messageId, state, acceptedAt }: Delivery): boolean {
    const { states, since, until } = this.filter;
    const accepted = Date.parse(acceptedAt);
    const isMeant =
      (states.length === 0 || states.includes(state)) &&
      (since === "" || accepted >= Date.parse(since)) &&
      (until === "" || accepted < Date.parse(until));
    // What is older than all that was loaded comes with its page.
    const last = this.rows.get(this.ids.at(-1) ?? "");
    return isMeant && (this.next === null || last === undefined || messageId >= last.messageId);
  }

  /** Messages' ids sort by when they were accepted. */
  private insert(deliveries: Delivery[]): void {
    for (const delivery of deliveries.sort((a, b) => (a.messageId < b.messageId ? -1 : 1))) {
      const place = this.placeOf(delivery.messageId);
      this.ids.splice(place, 0, delivery.id);
      this.rows.set(delivery.id, delivery);
      this.prepended += 1;
    }
    for (const id of this.ids.splice(ROWS_MAX)) {
      this.rows.delete(id);
    }
  }

  /** Before the first that is not newer. */
  private placeOf(messageId: string): number {
    let [low, high] = [0, this.ids.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.rows.get(this.ids[middle]!)!.messageId > messageId) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
