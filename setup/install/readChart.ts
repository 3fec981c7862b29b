/** Reads the chart of a Flow. That of a new one may be empty at first, and a new node's exits may appear later. */
import { setTimeout as sleep } from "node:timers/promises";
import { ChartView } from "./ChartView";
import type { Site } from "./Site";

const TRIES = 6;

/** Again until it has a start and shows what is awaited; as it is after the last try. */
export async function readChart(
  { api, pace }: Pick<Site, "api" | "pace">,
  flowId: string,
  showsAwaited: (chart: ChartView) => boolean = () => true,
): Promise<ChartView> {
  for (let attempt = 1; ; attempt++) {
    const chart = new ChartView(await api.readChart(flowId));
    if ((!chart.isEmpty && showsAwaited(chart)) || attempt >= TRIES) {
      return chart;
    }
    await sleep(Math.min(pace.pollMs, 250 * 2 ** attempt));
  }
}
