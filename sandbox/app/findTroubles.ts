/** What a person should know: what Engage has switched off by itself. */
import type { EngageStandIn } from "../engage/startEngage";

export function findTroubles({ domain, seed }: EngageStandIn): string[] {
  const isDisabled = [...domain.webhooks.values()].some(({ active }) => !active);
  const source = domain.sources.get(seed.sources.sdk.id);
  return [
    ...(isDisabled
      ? ["Engage has switched the webhook off after too many failures. Reset the faults to switch it on again."]
      : []),
    ...(source?.status === "error"
      ? [`Engage does not use the Channel SDK source any more: ${source.error_message}`]
      : []),
  ];
}
