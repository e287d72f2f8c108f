import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";

import "uplot/dist/uPlot.min.css";

import { theme } from "../design/theme";
import { momentText } from "../text/moments";

const HEIGHT = 170;
const FONT = "12px system-ui, sans-serif";

interface ChartProps {
  title: string;
  times: number[];
  series: { name: string; values: (number | null)[]; colour: string }[];
  /** A value as its axis says it. */
  shown: (value: number) => string;
  /** The highest value that there can be, where there is one. */
  most?: number;
}

/** Curves over time. What they say stands in figures beside them, for those who do not see them. */
export function Chart({ title, times, series, shown, most }: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const names = series.map(({ name }) => name).join("\n");
  const scheme = theme.value;
  const data: uPlot.AlignedData = [times, ...series.map(({ values }) => values)];
  useEffect(() => {
    const element = host.current!;
    const made = new uPlot(optionsOf(element, series, shown, most), data, element);
    chart.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    const schemes = matchMedia("(prefers-color-scheme: dark)");
    const repaint = () => made.redraw();
    schemes.addEventListener("change", repaint);
    return () => {
      schemes.removeEventListener("change", repaint);
      observer.disconnect();
      made.destroy();
      element.replaceChildren();
    };
  }, [names, scheme]);
  useEffect(() => chart.current?.setData(data), [times, series]);
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <div ref={host} class="chart__canvas" role="img" aria-label={title} />
    </figure>
  );
}

/** A colour of the style sheet as a canvas takes it, asked for at each painting: it follows light and dark. */
function colourIn(host: HTMLElement, variable: string): () => string {
  const probe = host.appendChild(document.createElement("i"));
  probe.hidden = true;
  probe.style.color = `var(${variable})`;
  return () => getComputedStyle(probe).color;
}

function optionsOf(host: HTMLElement, series: ChartProps["series"], shown: ChartProps["shown"], most: number | undefined): uPlot.Options {
  const colour = (variable: string) => colourIn(host, variable);
  const axis = { stroke: colour("--ink-soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: FONT };
  return {
    width: Math.max(host.clientWidth, 200),
    height: HEIGHT,
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    scales: { y: { range: (_chart, _low, high) => [0, most ?? Math.max(high ?? 1, 1) * 1.1] } },
    axes: [
      { ...axis, size: 26, space: 80, values: (_chart, moments) => moments.map((seconds) => momentText(seconds * 1000)) },
      { ...axis, size: 62, values: (_chart, values) => values.map(shown) },
    ],
    series: [
      {},
      ...series.map(({ name, colour: variable }) => ({
        label: name,
        stroke: colour(variable),
        width: 1.75,
        spanGaps: true,
        points: { show: false },
      })),
    ],
  };
}
