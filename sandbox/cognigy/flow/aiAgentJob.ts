/** An AI Agent's job without a model: a script says which tool is called for which text, and what is answered. */

export interface ScriptLine {
  /** A regular expression for the customer's text, whatever the case of its letters. Missing: any text. */
  matches?: string | undefined;
  /** Only after this tool's Resolve. Missing: only before any tool was called. */
  afterTool?: string | undefined;
  /** The tool to call, with its arguments. */
  tool?: string | undefined;
  arguments?: Record<string, unknown> | undefined;
  /** What the model answers instead. */
  says?: string | undefined;
}

/** What a Resolve Tool Action gave to the model. */
export interface ToolAnswer {
  tool: string;
  answer: string;
}

type AgentTurn = { kind: "tool"; tool: string; arguments: Record<string, unknown> } | { kind: "says"; text: string };

/** The first line that fits. Without one, the model repeats what the tool answered, so that a test can read it. */
export function decideAgentTurn(
  script: readonly ScriptLine[],
  text: string,
  answered: ToolAnswer | undefined,
): AgentTurn {
  const line = script.find(
    ({ matches, afterTool }) =>
      afterTool === answered?.tool && (matches === undefined || new RegExp(matches, "i").test(text)),
  );
  if (line?.tool !== undefined) {
    return { kind: "tool", tool: line.tool, arguments: line.arguments ?? {} };
  }
  return { kind: "says", text: line?.says ?? answered?.answer ?? "" };
}

/** The branch of a job that is taken when the model answers without a tool. */
export const JOB_DEFAULT = "aiAgentJobDefault";
