/** The built-in nodes that the stand-in knows, with the keys of their `config`. */

export const BASIC_NODES = "@cognigy/basic-nodes";

/** An unknown key is refused, as the platform does. */
export const BUILT_IN_CONFIG: Readonly<Record<string, readonly string[]>> = {
  say: ["say", "handoverOutput", "preventTranscript"],
  if: ["condition"],
  switch: ["switch"],
  case: ["case"],
  goTo: [
    "flowNode",
    "executionMode",
    "absorbContext",
    "injectedText",
    "injectedData",
    "parseIntents",
    "parseKeyphrases",
  ],
  executeFlow: ["flowNode", "absorbContext", "parseIntents", "parseKeyphrases"],
  once: [],
  stop: [],
  wait: [],
  sleep: ["milliseconds"],
  addToContext: ["key", "value", "mode"],
  code: ["code"],
  setRating: ["rating", "ratingComment"],
  aiAgentJob: [
    "aiAgent",
    "llmProviderReferenceId",
    "name",
    "description",
    "instructions",
    "toolChoice",
    "memoryType",
    "knowledgeSearchBehavior",
    "storeLocation",
    "outputImmediately",
    "errorHandling",
    "temperature",
    "maxTokens",
    "timeoutInMs",
  ],
  aiAgentJobTool: ["toolId", "description", "useParameters", "parameters", "condition"],
  aiAgentToolAnswer: ["answer", "maxLoops"],
};

export function defaultConfigOf(type: string): Record<string, unknown> {
  switch (type) {
    case "case":
      return { case: { value: "" } };
    case "aiAgentJobTool":
      return { toolId: "unlock_account", description: "", useParameters: false, parameters: "", condition: "" };
    default:
      return {};
  }
}
