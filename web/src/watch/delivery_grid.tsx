import { useEffect, useState } from "preact/hooks";

import { VirtualGrid } from "../design/virtual_grid";
import type { Delivery } from "../dispatcher/deliveries";
import { durationText } from "../text/durations";
import { momentText } from "../text/moments";
import { text } from "../text/text";
import type { DeliveryList } from "./delivery_list";
import { outcomeText, StateChip } from "./state_chip";
import { useWebhookTitles } from "./webhook_name";

interface DeliveryGridProps {
  list: DeliveryList;
  chosen: string | null;
  onChoose: (id: string) => void;
}

/** Deliveries, the newest first, however many there are. */
export function DeliveryGrid({ list, chosen, onChoose }: DeliveryGridProps) {
  const titleOf = useWebhookTitles();
  const isNarrow = useMedia("(max-width: 40rem)");
  void list.version.value;
  const selected = chosen === null ? -1 : list.indexOf(chosen);
  return (
    <VirtualGrid
      label={text("watch.deliveries")}
      count={list.count}
      rowHeight={isNarrow ? 62 : 40}
      testId="deliveries"
      head={<Head />}
      keyOf={(index) => list.at(index)?.id ?? String(index)}
      selected={selected < 0 ? null : selected}
      onSelect={(index) => onChoose(list.at(index)?.id ?? "")}
      prepended={list.prepended}
      onNearEnd={() => void list.loadMore()}
      cells={(index) => {
        const delivery = list.at(index);
        return delivery === undefined ? null : <Cells delivery={delivery} webhook={titleOf(delivery.webhookId)} />;
      }}
    />
  );
}

function Head() {
  return (
    <div class="delivery-row">
      {(["accepted", "state", "webhook", "trigger", "attempts", "answer", "duration"] as const).map((name) => (
        <span key={name} role="columnheader" class={`delivery-row__${name}`}>
          {text(`watch.${name}`)}
        </span>
      ))}
    </div>
  );
}

function Cells({ delivery, webhook }: { delivery: Delivery; webhook: string }) {
  const { acceptedAt, state, trigger, attemptCount, lastAttempt } = delivery;
  const duration = lastAttempt?.durationMs;
  return (
    <div class="delivery-row" data-delivery={delivery.id}>
      <span role="gridcell" class="delivery-row__accepted">
        {momentText(acceptedAt)}
      </span>
      <span role="gridcell" class="delivery-row__state">
        <StateChip state={state} />
      </span>
      <span role="gridcell" class="delivery-row__webhook">
        {webhook}
      </span>
      <span role="gridcell" class="delivery-row__trigger">
        {trigger}
      </span>
      <span role="gridcell" class="delivery-row__attempts">
        {attemptCount}
      </span>
      <span role="gridcell" class="delivery-row__answer">
        {outcomeText(delivery)}
      </span>
      <span role="gridcell" class="delivery-row__duration">
        {duration == null ? "" : durationText(duration)}
      </span>
    </div>
  );
}

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const follow = () => setMatches(list.matches);
    list.addEventListener("change", follow);
    return () => list.removeEventListener("change", follow);
  }, [query]);
  return matches;
}
