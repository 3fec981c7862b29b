/** Who works: status, and how much of their capacity is used. */
import type { AgentView } from "../../app/view";
import { sendCommand } from "../sendCommand";

export function Agents({ agents, meId }: { agents: readonly AgentView[]; meId: string | undefined }) {
  return (
    <ul class="agents row wrap fixed" aria-label="Agents">
      {agents.map((agent) => (
        <li key={agent.id} class={agent.id === meId ? "agent row is-me" : "agent row"}>
          <span class={agent.status === "available" ? "avatar tone-agent" : "avatar tone-idle"} aria-hidden="true">
            {agent.name.slice(0, 1)}
          </span>
          <span class="stack grow">
            <span class="name cut">{agent.name}</span>
            <span class="quiet" data-explain="Conversations now, and how many Engage may give this agent at once">
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
    />
  );
}
