/** What happens to a request, as a function of the seed and of which request it is. */
import type { FaultKind, FaultOutcome } from "./FaultOutcome";
import type { LinkName } from "./Link";
import type { SimulationPlan } from "./Plan";
import { createRandomOf, draw, pick, pickWeighted } from "./random";

const FROM_NODES = { reset: 2, cut: 2, hang: 1, mute: 1, delay: 3, status: 4, spoilt: 2, twice: 0 };
const TO_HUB = { reset: 2, cut: 3, hang: 1, mute: 1, delay: 3, status: 1, spoilt: 1, twice: 4 };

const WEIGHTS: Readonly<Record<LinkName, Readonly<Record<FaultKind, number>>>> = {
  rest: FROM_NODES,
  realtime: FROM_NODES,
  webhook: TO_HUB,
  sdk: TO_HUB,
  notify: { ...FROM_NODES, twice: 1 },
  inject: { ...FROM_NODES, twice: 1 },
  handshake: { reset: 0, cut: 0, hang: 0, mute: 0, delay: 1, status: 0, spoilt: 0, twice: 0 },
};

export interface FaultDecision {
  outcome: FaultOutcome;
  latencyMs: number;
  /** The name of the fault, if there is one. */
  fault: string | undefined;
}

/** `request`: a name that does not depend on other conversations. */
export function decideFaultOutcome(
  { seed, conditions, onlyFaults }: SimulationPlan,
  link: LinkName,
  request: string,
): FaultDecision {
  const latencyMs = 1 + Math.floor(draw(seed, "latency", request) * 40);
  const wanted = link !== "handshake" && draw(seed, "fault", request) < conditions.faultRate;
  if (!wanted || (onlyFaults && !onlyFaults.includes(request))) {
    return { outcome: { kind: "pass" }, latencyMs, fault: undefined };
  }
  return { outcome: createFault(seed, link, request), latencyMs, fault: request };
}

function createFault(seed: string, link: LinkName, request: string): FaultOutcome {
  const random = createRandomOf(seed, "kind", request);
  const kind = pickWeighted(WEIGHTS[link], random());
  switch (kind) {
    case "delay":
      return { kind, ms: Math.floor(pick([300, 3_000, 9_000], random()) * random()) };
    case "twice":
      return { kind, afterMs: random() < 0.4 ? 0 : Math.floor(random() * 60_000) };
    case "status": {
      const status = pick([500, 502, 503, 503, 429], random());
      const waits = status === 429 && random() < 0.5;
      return { kind, status, ...(waits && { retryAfterSeconds: 1 + Math.floor(random() * 3) }) };
    }
    case "spoilt":
      return { kind, status: pick([500, 502, 504], random()) };
    default:
      return { kind };
  }
}
