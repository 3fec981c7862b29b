/** The few functions of Cognigy's `api` that our nodes use, typed as they are at run time. The one cast is here. */
import type { INodeFunctionBaseParams } from "@cognigy/extension-tools";
import * as z from "zod/mini";
import { once } from "../../core/once";
import type { TranscriptEntry } from "../../core/openingMessage";

type LogLevel = "error" | "warn" | "info" | "debug";

export interface NodeApi {
  output(text: string, data: object): void;
  addToInput(key: string, value: unknown): void;
  addToContext(key: string, value: unknown, mode: "simple"): void;
  setNextNode(nodeId: string): void;
  stopExecution(): void;
  log(level: LogLevel, message: string): void;
  /** The last turns, or nothing where the platform has no such function. */
  readTranscript(turns: number): Promise<TranscriptEntry[]>;
}

/** What the platform has at run time, beyond the typings of extension-tools 0.14.0 (all optional, `addToInput` missing). */
type PlatformApi = Pick<NodeApi, "output" | "addToInput" | "addToContext" | "setNextNode" | "stopExecution" | "log"> & {
  getConversationTranscript?: (mode: "json", options: { turnLimit: number }) => Promise<unknown>;
};

const transcript = once(() => z.array(z.object({ source: z.enum(["user", "bot"]), text: z.nullish(z.string()) })));

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
      if (typeof api.getConversationTranscript !== "function") {
        return [];
      }
      const parsed = z.safeParse(transcript(), await api.getConversationTranscript("json", { turnLimit: turns }));
      if (!parsed.success) {
        api.log(
          "warn",
          "RingCentral Engage: the conversation transcript has a form that this version does not know; it was left out",
        );
        return [];
      }
      return parsed.data.map(({ source, text }) => ({ source, text: text ?? "" }));
    },
  };
}
