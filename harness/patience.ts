/** Time limits of the platforms, stretched so that a busy machine doesn't break a test that isn't about them. */
import type { CognigyOptions } from "../sandbox/cognigy/startCognigy";
import type { EngageOptions } from "../sandbox/engage/startEngage";

export const PATIENCE_MS = 60_000;

export const PATIENT_ENGAGE: Pick<EngageOptions, "webhookTimeoutMs" | "sdkTimeoutMs"> = {
  webhookTimeoutMs: PATIENCE_MS,
  sdkTimeoutMs: PATIENCE_MS,
};

export const PATIENT_COGNIGY: Pick<CognigyOptions, "transformerLimits"> = {
  transformerLimits: { handlerMs: PATIENCE_MS },
};
