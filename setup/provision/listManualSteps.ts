/** What nobody but a person can do in the console: what the checks find not done, and what the API does not show. */
import type { CheckContext } from "../doctor/check";
import { agentIdentities, agentPermissions, agents } from "../doctor/checks/agents";
import { CHECKS } from "../doctor/checks/allChecks";
import { sdkDeclaration } from "../doctor/checks/realtime";
import { channelGroup } from "../doctor/checks/routing";
import { sourcePermissions } from "../doctor/checks/sourceSettings";
import { runChecks } from "../doctor/runChecks";
import { CONSOLE_EVENT } from "../engage/webhookEvents";
import type { Finding } from "../report";

const BY_HAND = [agents, sourcePermissions, agentPermissions, sdkDeclaration, agentIdentities, channelGroup].map(
  ({ id }) => id,
);
const ALL = CHECKS.flatMap(({ checks }) => checks);

export async function listManualSteps(context: CheckContext): Promise<{ open: Finding[]; unseen: string[] }> {
  context.account().forget();
  const wanted = withPrerequisites(BY_HAND);
  const results = await runChecks(
    ALL.filter(({ id }) => wanted.has(id)),
    context,
    new Set(),
  );
  const open = results
    .filter(({ check }) => BY_HAND.includes(check.id))
    .flatMap(({ findings }) => findings)
    .filter(({ level }) => level === "warn" || level === "fail")
    .map((finding) => ({ ...finding, level: "warn" as const }));
  return {
    open,
    unseen: [
      ...(context.settings.hasRealtime
        ? [
            `${context.engage("Identities")}: tick Controlled identity on cognigy-agents. The assistant creates it and gives it to your agents, but no API shows this tick. Without it agents can't answer.`,
          ]
        : []),
      `${context.engage("Admin", "Webhooks")}: choose "No sources except" and the sources of your bot; tick ${CONSOLE_EVENT} if you close threads.`,
      `${context.engage("Admin", "Routing")}: check that the step anyone is 0 in the active routing strategy.`,
    ],
  };
}

function withPrerequisites(ids: readonly string[]): Set<string> {
  const wanted = new Set(ids);
  // A set that grows while it is walked through.
  for (const id of wanted) {
    for (const before of ALL.find((check) => check.id === id)?.after ?? []) {
      wanted.add(before);
    }
  }
  return wanted;
}
