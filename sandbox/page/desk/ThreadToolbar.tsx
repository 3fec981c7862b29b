/** Take, hand on, recategorise, close. */
import type { AgentView, DeskView, ThreadView } from "../../app/view";
import { sendCommand } from "../sendCommand";
import { CategoryMenu } from "./CategoryMenu";
import { closeConversation, takeConversation } from "./deskCommands";
import { TransferMenu } from "./TransferMenu";
import { toThreadActions } from "./threadActions";

interface Props {
  thread: ThreadView;
  desk: DeskView;
  me: AgentView | undefined;
}

export function ThreadToolbar({ thread, desk, me }: Props) {
  const { id: threadId, taskId, interventionId } = thread;
  const { canTake, canHandOn, canClose, closeHint } = toThreadActions(thread, me?.id);
  const agentId = me?.id ?? "";
  return (
    <div class="toolbar row wrap">
      {canTake && taskId !== undefined && (
        <button
          type="button"
          class="button is-primary"
          data-testid="take"
          onClick={() => void takeConversation({ taskId, threadId }, agentId)}
        >
          Take
        </button>
      )}
      {canHandOn && (
        <button
          type="button"
          class="button"
          data-testid="defer"
          data-explain="Put the conversation aside until the customer writes again."
          onClick={() => void sendCommand({ type: "deferThread", threadId, agentId })}
        >
          Defer
        </button>
      )}
      {taskId !== undefined && canHandOn && <TransferMenu taskId={taskId} desk={desk} meId={agentId} />}
      <CategoryMenu thread={thread} categories={desk.categories} />
      <button
        type="button"
        class="button"
        data-testid="close"
        aria-disabled={!canClose}
        aria-description={closeHint}
        data-explain={closeHint}
        onClick={() => canClose && interventionId !== undefined && void closeConversation(interventionId, agentId)}
      >
        Close
      </button>
    </div>
  );
}
