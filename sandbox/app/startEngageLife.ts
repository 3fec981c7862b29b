/** What Engage does by itself as time passes: queue positions are told again, Channel SDK sources are polled. */
import type { EngageStandIn } from "../engage/startEngage";

/** Changes are told at once; this is for what the hub has passed over because it came too soon. */
const QUEUE_NEWS_MS = 10_000;
/** About every minute on the platform. */
const POLL_MS = 60_000;

export interface EngageLife {
  /** Reports their place to all who wait, without waiting for the next round. */
  announce(): void;
  end(): void;
}

export function startEngageLife({ domain, sdk, seed }: EngageStandIn): EngageLife {
  const sourceId = seed.sources.sdk.id;
  const announce = () => {
    const isSomebodyWaiting = [...domain.tasks.values()].some(
      ({ queue, completed_at }) => queue === "global" && completed_at === null,
    );
    if (isSomebodyWaiting) {
      domain.announceQueue();
    }
  };
  const poll = () => {
    if (domain.sources.get(sourceId)?.sdk?.baseUri) {
      sdk.poll(sourceId);
    }
  };
  const timers = [setInterval(announce, QUEUE_NEWS_MS).unref(), setInterval(poll, POLL_MS).unref()];
  return {
    announce,
    end() {
      for (const timer of timers) {
        clearInterval(timer);
      }
    },
  };
}
