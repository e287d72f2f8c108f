import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";

import type { DispatcherClient } from "../dispatcher/client";
import { deliveryIn, filterQuery, type DeliveryFilter } from "../dispatcher/deliveries";
import { followUpdates, type Connection } from "../dispatcher/updates";
import { DeliveryList } from "./delivery_list";

/** A list that is kept up to date, and whether it is. */
export interface Watched {
  list: DeliveryList;
  connection: Connection;
}

/** The deliveries that a filter means, followed while they are shown. */
export function useWatched(client: DispatcherClient, filter: DeliveryFilter, onWebhook: () => void): Watched {
  const [connection] = useState(() => signal<Connection>("connecting"));
  const [list, setList] = useState(() => new DeliveryList(client, filter));
  const key = filterQuery(filter).toString();
  useEffect(() => {
    let shown = list;
    // What is there stays until the new list has its first rows.
    const begin = () => {
      const fresh = new DeliveryList(client, filter);
      shown.stopLoading();
      shown = fresh;
      void fresh.load().then(() => shown === fresh && setList(fresh));
    };
    begin();
    // Of all states: a row that leaves the state it was listed for is shown as it is now. Time is the list's to mind.
    const query = filterQuery({ ...filter, states: [], since: "", until: "" });
    query.set("filter[type]", "deliveries,webhooks");
    const leave = followUpdates(query, {
      on: {
        delivery: (value) => shown.tell(deliveryIn(value), requestAnimationFrame),
        webhook: onWebhook,
      },
      onReset: begin,
      onConnection: (now) => (connection.value = now),
    });
    return () => {
      leave();
      shown.stopLoading();
    };
  }, [client, key]);
  return { list, connection: connection.value };
}
