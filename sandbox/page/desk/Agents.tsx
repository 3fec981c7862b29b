/** Who works: status, and how much of their capacity is used. */
import type { AgentView } from "../../app/view";
import { sendCommand } from "../sendCommand";

export function Agents({ agents, meId }: { agents: readonly AgentView[]; meId: string | undefined }) {
  return (
    <ul class="agents" aria-label="Agents">
      {agents.map((agent) => (
        <li key={agent.id} class={agent.id === meId ? "agent is-me" : "agent"}>
          <span class={`avatar is-${agent.status}`} aria-hidden="true">
            {agent.name.slice(0, 1)}
          </span>
          <span class="agent-text">
            <span class="agent-name">{agent.name}</span>
            <span class="quiet" title="Conversations now, and at most">
              {agent.status}, {agent.load} of {agent.capacity}
            </span>
          </span>
          <StatusSwitch agent={agent} />
        </li>
      ))}
    </ul>
  );
}

function StatusSwitch({ agent: { id, name, status } }: { agent: AgentView }) {
  const isAvailable = status === "available";
  return (
    <button
      type="button"
      role="switch"
      class="switch"
      aria-checked={isAvailable}
      aria-label={`${name} is ${status}`}
      data-testid="agent-status"
      data-agent-id={id}
      data-state={status}
      onClick={() =>
        void sendCommand({ type: "setAgentStatus", agentId: id, status: isAvailable ? "away" : "available" })
      }
    >
      <span class="switch-track" aria-hidden="true" />
    </button>
  );
}
