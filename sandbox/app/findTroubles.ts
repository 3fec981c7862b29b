/** What a person should know: what Engage has switched off by itself, and a Flow that cannot be used. */
import type { EngageStandIn } from "../engage/startEngage";
import type { FlowFile } from "./flow/FlowFile";

export function findTroubles({ domain, seed }: EngageStandIn, flow: FlowFile): string[] {
  const isDisabled = [...domain.webhooks.values()].some(({ active }) => !active);
  const source = domain.sources.get(seed.sources.sdk.id);
  return [
    ...(isDisabled
      ? ["Engage has switched the webhook off after too many failures. Reset the faults to switch it on again."]
      : []),
    ...(source?.status === "error"
      ? [`Engage does not use the Channel SDK source any more: ${source.error_message}`]
      : []),
    ...(flow.error === undefined ? [] : [`${flow.name} cannot be used as it is: ${flow.error}`]),
  ];
}
