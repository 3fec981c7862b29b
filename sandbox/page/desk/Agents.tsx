/** Who works: status, and how much of their capacity is used. */
import type { ComponentChildren } from "preact";
import type { AgentView } from "../../app/view";
import { sendCommand } from "../sendCommand";

interface Props {
  agents: readonly AgentView[];
  meId: string | undefined;
  /** Beside them. */
  extra: ComponentChildren;
}

export function Agents({ agents, meId, extra }: Props) {
  return (
    <ul class="agents row wrap fixed" aria-label="Agents">
      {agents.map((agent) => (
        <li key={agent.id} class={agent.id === meId ? "agent row is-me" : "agent row"}>
          <span class={agent.status === "available" ? "avatar tone-agent" : "avatar tone-idle"} aria-hidden="true">
            {agent.name.slice(0, 1)}
          </span>
          <span class="stack grow">
            <span class="name cut" data-explain={`${agent.name}, team ${agent.teams.join(", ")}`}>
              {agent.name}{" "}
              <span
                class="quiet digits"
                data-explain="Conversations now, and how many Engage may give this agent at once"
              >
                {agent.load} of {agent.capacity}
              </span>
            </span>
            <StatusChoice agent={agent} />
          </span>
        </li>
      ))}
      <li class="agent row">{extra}</li>
    </ul>
  );
}

const STATUSES = ["available", "away", "offline"] as const;

function StatusChoice({ agent: { id, name, status } }: { agent: AgentView }) {
  return (
    <select
      aria-label={`Status of ${name}`}
      data-testid="agent-status"
      data-agent-id={id}
      data-state={status}
      value={status}
      onChange={({ currentTarget }) => {
        const chosen = STATUSES.find((one) => one === currentTarget.value);
        if (chosen !== undefined) {
          void sendCommand({ type: "setAgentStatus", agentId: id, status: chosen });
        }
      }}
    >
      {STATUSES.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </select>
  );
}
