/**
 * The few functions of Cognigy's `api` that our nodes use, typed as they are at run time. The one cast is here, and the
 * one place where everything that a node reports is cut to what the platform takes.
 */
import type { INodeFunctionBaseParams } from "@cognigy/extension-tools";
import type { TranscriptEntry } from "../../core/openingMessage";
import { parseTranscript } from "./parseTranscript";
import { fitKey, fitMessage, fitOutputText, fitResult } from "./reportLimits";
import { within } from "./within";

type LogLevel = "error" | "warn" | "info" | "debug";

type Json = Readonly<Record<string, unknown>>;

export interface NodeApi {
  /** A text that is too long for the platform is cut. */
  output(text: string, data: object): void;
  addToInput(key: string, value: Json): void;
  addToContext(key: string, value: Json): void;
  setNextNode(nodeId: string): void;
  stopExecution(): void;
  log(level: LogLevel, message: string): void;
  /** The last turns; `undefined` where the platform does not give them. */
  readTranscript(turns: number): Promise<TranscriptEntry[] | undefined>;
}

/** What the platform has at run time, beyond the typings of extension-tools 0.14.0 (all optional, `addToInput` missing). */
type PlatformApi = Pick<NodeApi, "output" | "addToInput" | "setNextNode" | "stopExecution" | "log"> & {
  addToContext(key: string, value: Json, mode: "simple"): void;
  getConversationTranscript?: (mode: "json", options: { turnLimit: number }) => Promise<unknown>;
};

/** It is worth waiting for, but not as long as the handover itself. */
const TRANSCRIPT_MS = 2_000;

export function createNodeApi(cognigy: INodeFunctionBaseParams["cognigy"]): NodeApi {
  const api = cognigy.api as unknown as PlatformApi;
  const log: NodeApi["log"] = (level, message) => api.log(level, fitMessage(message));
  return {
    output: (text, data) => api.output(fitOutputText(text, data), data),
    addToInput: (key, value) => api.addToInput(fitKey(key), fitResult(value)),
    addToContext: (key, value) => api.addToContext(fitKey(key), fitResult(value), "simple"),
    setNextNode: (nodeId) => api.setNextNode(nodeId),
    stopExecution: () => api.stopExecution(),
    log,
    async readTranscript(turns) {
      const leaveOut = (problem: string) => {
        log("warn", `RingCentral Engage: the conversation transcript was left out: ${problem}`);
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
