/** Plays the conversations under one combination of readings, in virtual time. */
import type { LoadedExtension } from "../../sandbox/cognigy/loadExtension";
import type { Readings } from "../../sandbox/readings";
import type { SimulationPlan } from "../Plan";
import type { PlatformsSetup } from "../Platforms";
import type { SimulationRecord } from "../Records";
import { simulate } from "../simulate";
import { CONVERSATIONS, createFaults } from "./conversations";

export function simulateReadings(
  readings: Readings,
  extension: LoadedExtension,
  {
    readBundle,
    conversations = CONVERSATIONS,
  }: { readBundle?: PlatformsSetup["readBundle"]; conversations?: SimulationPlan["conversations"] } = {},
): Promise<SimulationRecord> {
  const plan: SimulationPlan = {
    // The same for all, so that only the readings make a difference.
    seed: "readings",
    conversations,
    readings,
    conditions: {
      faultRate: 0,
      killRate: 0,
      requestsPerMinute: 500,
      retryAfterSeconds: undefined,
      webhookBatch: 10,
      webhookReorder: false,
      webhookConcurrency: 1,
      sendEvents: true,
    },
    restarts: [],
  };
  return simulate(plan, extension, createFaults(), readBundle);
}
