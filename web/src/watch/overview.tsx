import { useEffect, useState } from "preact/hooks";

import { showParameters } from "../app/navigation";
import { durationText } from "../text/durations";
import { numberText, text } from "../text/text";
import { Chart } from "./chart";
import type { DeliveryList } from "./delivery_list";
import { figuresOf, seriesOf, type WebhookFigures } from "./figures";
import { HealthChip } from "./health_chip";
import { useWebhookTitles } from "./webhook_name";
import "./overview.css";

const AGAIN_MS = 500;
/** As many curves can be told apart. */
const CURVES_MAX = 6;

/** Rate, success and latency of each webhook, of the deliveries that are loaded and of those that come in. */
export function Overview({ list }: { list: DeliveryList }) {
  useVersionAtRest(list);
  const titleOf = useWebhookTitles();
  const deliveries = list.loaded();
  const figures = figuresOf(deliveries);
  if (figures.length === 0) {
    return <p class="card__lead">{text("watch.none")}</p>;
  }
  const shown = figures.slice(0, CURVES_MAX).map(({ webhookId }) => webhookId);
  const { times, webhooks } = seriesOf(deliveries, shown);
  const curves = (of: "rate" | "success" | "medianMs") =>
    webhooks.map((series, index) => ({
      name: titleOf(series.webhookId),
      values: series[of],
      colour: `--series-${index + 1}`,
    }));
  return (
    <div class="overview">
      <p class="card__lead">
        {text("watch.overview.of", { count: deliveries.length })}{" "}
        {list.state.value === "more" && (
          <button type="button" class="link" onClick={() => void list.loadMore()}>
            {text("watch.more")}
          </button>
        )}
      </p>
      <FiguresTable figures={figures} />
      <div class="overview__charts">
        <Chart title={text("watch.chart.rate")} times={times} series={curves("rate")} shown={(value) => numberText(value)} />
        <Chart title={text("watch.chart.success")} times={times} series={curves("success")} shown={(value) => text("simulator.percent", { value })} most={105} />
        {figures.some(({ medianMs }) => medianMs !== null) && (
          <Chart title={text("watch.chart.latency")} times={times} series={curves("medianMs")} shown={(value) => durationText(value)} />
        )}
      </div>
    </div>
  );
}

/** Painting anew for each of a thousand deliveries a second would help nobody. */
function useVersionAtRest(list: DeliveryList): void {
  const [, setVersion] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const leave = list.version.subscribe((version) => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setVersion(version);
      }, AGAIN_MS);
    });
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, [list]);
}

function FiguresTable({ figures }: { figures: WebhookFigures[] }) {
  const titleOf = useWebhookTitles();
  return (
    <div class="overview__table" role="region" aria-label={text("watch.overview")} tabIndex={0}>
      <table class="figures" data-testid="webhook-figures">
        <caption class="visually-hidden">{text("watch.overview")}</caption>
        <thead>
          <tr>
            {(["webhook", "health", "count", "success", "pending", "exhausted", "median", "slow"] as const).map((name) => (
              <th key={name} scope="col">
                {text(`watch.figure.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.map((row, index) => (
            <tr key={row.webhookId} data-webhook={row.webhookId}>
              <th scope="row">
                <span class={`overview__key overview__key--${index < CURVES_MAX ? index + 1 : 0}`} aria-hidden="true" />
                <button type="button" class="link" onClick={() => showParameters({ webhook: row.webhookId, view: null })}>
                  {titleOf(row.webhookId)}
                </button>
              </th>
              <td>
                <HealthChip webhookId={row.webhookId} />
              </td>
              <td>{numberText(row.count)}</td>
              <td>{row.success === null ? "–" : text("simulator.percent", { value: Math.floor(row.success * 1000) / 10 })}</td>
              <td>{numberText(row.pending)}</td>
              <td>{numberText(row.exhausted)}</td>
              <td>{row.medianMs === null ? "–" : durationText(row.medianMs)}</td>
              <td>{row.slowMs === null ? "–" : durationText(row.slowMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
