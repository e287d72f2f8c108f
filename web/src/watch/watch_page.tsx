import { useState } from "preact/hooks";

import { currentParameters, showParameters } from "../app/navigation";
import { later } from "../app/later";
import { PageHeading } from "../app/page_heading";
import { hrefOf } from "../app/routes";
import { useServices } from "../app/services";
import { UnknownPage } from "../app/unknown_page";
import type { DispatcherClient } from "../dispatcher/client";
import { filterQuery, type DeliveryFilter } from "../dispatcher/deliveries";
import { text } from "../text/text";
import { DeliveryGrid } from "./delivery_grid";
import { ROWS_MAX, type DeliveryList } from "./delivery_list";
import { DeliveryView } from "./delivery_view";
import { FilterBar } from "./filter_bar";
import { RangePanel } from "./range_panel";
import { StatusStrip } from "./status_strip";
import { filterIn, filterParameters } from "./watch_filter";
import { useWatched } from "./watch_state";
import "../design/areas.css";
import "./watch.css";

const Overview = later(async () => (await import("./overview")).Overview);

/** The dispatcher's deliveries as they happen. */
export function WatchPage() {
  const { dispatcher } = useServices();
  return dispatcher === null ? <UnknownPage explanation={text("watch.no-dispatcher")} /> : <Watch client={dispatcher} />;
}

function Watch({ client }: { client: DispatcherClient }) {
  const { collection } = useServices();
  const [isRangeOpen, setRangeOpen] = useState(false);
  const { delivery: chosen, view } = currentParameters.value;
  const filter = filterIn(currentParameters.value);
  const { list, connection } = useWatched(client, filter, () => void collection.load());
  const isOverview = view === "overview";
  const choose = (id: string | null) => showParameters({ delivery: id, attempt: null });
  return (
    <>
      <PageHeading trail={[]} title={text("watch.title")}>
        <Views isOverview={isOverview} />
      </PageHeading>
      <StatusStrip client={client} connection={connection} />
      <div class={chosen === undefined || isOverview ? "" : "watch__filter--aside"}>
        <FilterBar filter={filter} />
      </div>
      {isOverview ? (
        <Overview list={list} />
      ) : (
        <div class={`watch${chosen === undefined ? "" : " watch--chosen"}`}>
          <div class="watch__list">
            {isRangeOpen && <RangePanel client={client} filter={filter} onClose={() => setRangeOpen(false)} />}
            <ListFoot list={list} filter={filter} onResend={() => setRangeOpen(true)} isRangeOpen={isRangeOpen} />
            <DeliveryGrid key={filterQuery(filter).toString()} list={list} chosen={chosen ?? null} onChoose={choose} />
          </div>
          {chosen !== undefined && (
            <DeliveryView
              client={client}
              id={chosen}
              listed={listedIn(list, chosen)}
              isLive={connection === "live"}
              onChange={(changed) => list.replace(changed)}
              onClose={() => choose(null)}
            />
          )}
        </div>
      )}
    </>
  );
}

function listedIn(list: DeliveryList, id: string) {
  void list.version.value;
  const index = list.indexOf(id);
  return index < 0 ? undefined : list.at(index);
}

function Views({ isOverview }: { isOverview: boolean }) {
  return (
    <div class="segments" role="group" aria-label={text("watch.views")}>
      <button type="button" aria-pressed={!isOverview} data-testid="view-list" onClick={() => showParameters({ view: null })}>
        {text("watch.view.list")}
      </button>
      <button type="button" aria-pressed={isOverview} data-testid="view-overview" onClick={() => showParameters({ view: "overview" })}>
        {text("watch.view.overview")}
      </button>
    </div>
  );
}

interface ListFootProps {
  list: DeliveryList;
  filter: DeliveryFilter;
  isRangeOpen: boolean;
  onResend: () => void;
}

/** How much is loaded, and what can be done with all of it. */
function ListFoot({ list, filter, isRangeOpen, onResend }: ListFootProps) {
  void list.version.value;
  const state = list.state.value;
  return (
    <div class="watch__foot">
      <p class="watch__count" role="status" data-testid="loaded-count">
        {state === "failed" ? list.failure.value : countText(list)}
      </p>
      <span class="watch__actions">
        {state === "failed" && (
          <button type="button" class="button button--small" onClick={() => void list.load()}>
            {text("failure.again")}
          </button>
        )}
        {state === "loading-all" && (
          <button type="button" class="button button--small" onClick={() => list.stopLoading()}>
            {text("watch.load-stop")}
          </button>
        )}
        {state === "more" && (
          <button type="button" class="button button--small" data-testid="load-all" onClick={() => void list.loadAll()}>
            {text("watch.load-all")}
          </button>
        )}
        <a class="button button--small" href={hrefOf({ place: "replay" }, filterParameters(filter))} data-testid="replay-offline">
          {text("watch.replay")}
        </a>
        {!isRangeOpen && (
          <button type="button" class="button button--small" data-testid="open-range" onClick={onResend}>
            {text("watch.range.open")}
          </button>
        )}
      </span>
    </div>
  );
}

function countText(list: DeliveryList): string {
  switch (list.state.value) {
    case "complete":
      return list.count === 0 ? text("watch.none") : text("watch.count.complete", { count: list.count });
    case "full":
      return text("watch.count.full", { count: ROWS_MAX });
    default:
      return text("watch.count.more", { count: list.count });
  }
}
