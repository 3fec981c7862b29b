/** Who is connected, on which channel, and how busy. */
import * as z from "zod/mini";
import { EngageError } from "../../core/errors";
import { isPage } from "../../core/isPage";
import { once } from "../../core/once";
import { excerpt, hintFor } from "../answerError";
import type { Rest } from "../rest";
import { id, listOf, optionalText } from "../schema";

const agentStatus = once(() =>
  z.object({
    agent_id: id(),
    channels: listOf(z.object({ id: id(), name: optionalText(), status: optionalText(), busyness: optionalText() })),
  }),
);

export interface AgentStatusFilter {
  /** Agents who may reply on these sources. */
  sourceIds?: readonly string[];
  categoryIds?: readonly string[];
  teamIds?: readonly string[];
  spokenLanguages?: readonly string[];
}

const FORBIDDEN_STATUS =
  "The user behind the API access token may not see who is available. Give its role the right to monitor tasks (monitor_tasks) in Engage.";

/** Engage refuses with JSON, a few words or nothing. A web page is a proxy's and says nothing about the token's rights. */
function toPageError(status: number, body: string): EngageError | undefined {
  return status === 403 && isPage(body)
    ? new EngageError("proxy_refused", `GET /status was refused with a web page (403): ${excerpt(body)}`, {
        httpStatus: status,
        hint: hintFor("proxy_refused"),
      })
    : undefined;
}

export function createAgentStatus(rest: Rest) {
  return {
    /** A bare array of connected agents only; an empty one means that nobody is there. */
    listAgentStatus: (filter: AgentStatusFilter) =>
      rest({
        method: "GET",
        path: ["status"],
        query: {
          source_ids: filter.sourceIds,
          category_ids: filter.categoryIds,
          team_ids: filter.teamIds,
          spoken_languages: filter.spokenLanguages,
        },
        hints: { forbidden: FORBIDDEN_STATUS },
        toError: toPageError,
        schema: z.array(agentStatus()),
      }),

    /** 404: the agent isn't connected. */
    getAgentStatus: (agentId: string) =>
      rest({
        method: "GET",
        path: ["status", agentId],
        hints: { forbidden: FORBIDDEN_STATUS },
        schema: agentStatus(),
      }),
  };
}
