/** The few functions of Cognigy's `api` that our nodes use, typed as they are at run time. The one cast is here. */
import type { INodeFunctionBaseParams } from "@cognigy/extension-tools";
import type { TranscriptEntry } from "../../core/openingMessage";
import { parseTranscript } from "./parseTranscript";
import { within } from "./within";

type LogLevel = "error" | "warn" | "info" | "debug";

export interface NodeApi {
  output(text: string, data: object): void;
  addToInput(key: string, value: unknown): void;
  addToContext(key: string, value: unknown, mode: "simple"): void;
  setNextNode(nodeId: string): void;
  stopExecution(): void;
  log(level: LogLevel, message: string): void;
  /** The last turns; `undefined` where the platform does not give them. */
  readTranscript(turns: number): Promise<TranscriptEntry[] | undefined>;
}

/** What the platform has at run time, beyond the typings of extension-tools 0.14.0 (all optional, `addToInput` missing). */
type PlatformApi = Pick<NodeApi, "output" | "addToInput" | "addToContext" | "setNextNode" | "stopExecution" | "log"> & {
  getConversationTranscript?: (mode: "json", options: { turnLimit: number }) => Promise<unknown>;
};

/** It is worth waiting for, but not as long as the handover itself. */
const TRANSCRIPT_MS = 2_000;

export function createNodeApi(cognigy: INodeFunctionBaseParams["cognigy"]): NodeApi {
  const api = cognigy.api as unknown as PlatformApi;
  return {
    output: (text, data) => api.output(text, data),
    addToInput: (key, value) => api.addToInput(key, value),
    addToContext: (key, value, mode) => api.addToContext(key, value, mode),
    setNextNode: (nodeId) => api.setNextNode(nodeId),
    stopExecution: () => api.stopExecution(),
    log: (level, message) => api.log(level, message),
    async readTranscript(turns) {
      const leaveOut = (problem: string) => {
        api.log("warn", `RingCentral Engage: the conversation transcript was left out: ${problem}`);
        return undefined;
      };
      if (typeof api.getConversationTranscript !== "function") {
        return leaveOut("this version of Cognigy.AI has none for Extensions");
      }
      try {
        const answer = api.getConversationTranscript("json", { turnLimit: turns });
        const late = () => new Error(`Cognigy.AI did not give it within ${TRANSCRIPT_MS} ms`);
        const entries = parseTranscript(await within(TRANSCRIPT_MS, answer, late));
        return entries ?? leaveOut("it has a form that this version does not know");
      } catch (thrown) {
        return leaveOut(thrown instanceof Error ? thrown.message : "Cognigy.AI refused it");
      }
    },
  };
}
