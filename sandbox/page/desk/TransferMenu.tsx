/** To whom a conversation can be handed on. */
import type { DeskView } from "../../app/view";
import { Menu } from "../components/Menu";
import { sendCommand } from "../sendCommand";

interface Props {
  taskId: string;
  desk: DeskView;
  meId: string;
}

export function TransferMenu({ taskId, desk: { agents, teams }, meId }: Props) {
  const targets = [
    ...agents
      .filter(({ id }) => id !== meId)
      .map(({ id, name, status }) => ({
        name,
        kind: status === "available" ? "Agent" : `Agent, ${status}`,
        to: { agentId: id },
      })),
    ...teams.map(({ id, name }) => ({ name, kind: "Team", to: { teamId: id } })),
  ];
  return (
    <Menu
      label="Transfer"
      testId="transfer"
      explain="Give the conversation to another agent or to a team. It waits in their queue."
    >
      {(close) => (
        <ul>
          {targets.map(({ name, kind, to }) => (
            <li key={`${kind}-${name}`}>
              <button
                type="button"
                class="menu-item"
                data-testid="transfer-target"
                onClick={() => {
                  close();
                  void sendCommand({ type: "transferTask", taskId, to });
                }}
              >
                {name} <span class="quiet">{kind}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Menu>
  );
}
