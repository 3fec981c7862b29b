/** What an agent does without a person. */
import type { Content } from "../domain/records";

export interface AgentScript {
  agentId: string;
  /** Accepts what is offered, and asks for more when done with something. Default true. */
  takes?: boolean;
  /** The answer to a customer's message in a conversation of this agent; undefined: none. */
  answersWith?: (content: Content) => string | undefined;
  /** Solves the conversation after so many answers. */
  closesAfter?: number;
  /** Puts it off instead. */
  defersAfter?: number;
  /** Hands it to somebody else instead; without agents, to whoever has the categories. */
  transfersAfter?: number;
  transfersTo?: { agentIds?: string[]; categoryIds?: string[] };
}
