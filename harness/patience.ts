/** Time limits of the platforms, stretched so that a busy machine doesn't break a test that isn't about them. */
import type { CognigyOptions } from "../sandbox/cognigy/startCognigy";
import type { EngageOptions } from "../sandbox/engage/startEngage";

export const PATIENCE_MS = 60_000;

export const PATIENT_ENGAGE: Pick<EngageOptions, "webhookTimeoutMs" | "sdkTimeoutMs"> = {
  webhookTimeoutMs: PATIENCE_MS,
  sdkTimeoutMs: PATIENCE_MS,
};

/** Starting a thread takes 90 ms of the processor: for tests of what transformers say, and not of where they run. */
export const IN_ONE_THREAD: Pick<CognigyOptions, "transformerPauseMs"> = { transformerPauseMs: () => () => 0 };

export const PATIENT_COGNIGY: Pick<CognigyOptions, "transformerLimits"> = {
  transformerLimits: { handlerMs: PATIENCE_MS },
};
