/** Decides what is wrong with the default categories of the sources: new conversations are to have Bot, and not Agent. */
import type { CategoryRole, DefaultsChange, FoundState, Plan } from "./Plan";

export function decideDefaults(
  { sources, emergencySourceIds }: Pick<FoundState, "sources" | "emergencySourceIds">,
  { bot, agent }: Partial<Record<CategoryRole, string>>,
): Plan {
  const plan: Plan = { steps: [], obstacles: [] };
  for (const { id: sourceId, name, default_category_ids: present } of sources) {
    const change = decideChange(
      bot !== undefined && present.includes(bot),
      agent !== undefined && present.includes(agent),
    );
    const label = name ?? sourceId;
    if (change !== undefined && emergencySourceIds.includes(sourceId)) {
      plan.obstacles.push({
        code: "source_in_emergency",
        message: `\`all-to-agents\` gave the new conversations of "${label}" to agents, so its default categories stay.`,
        fix: "Run `npm run setup -- all-to-agents --undo` to give them back to the bot.",
      });
    } else if (change !== undefined) {
      const others = present.filter((one) => one !== bot && one !== agent);
      plan.steps.push({ kind: "correctDefaults", sourceId, name: label, change, others });
    }
  }
  return plan;
}

function decideChange(hasBot: boolean, hasAgent: boolean): DefaultsChange | undefined {
  if (hasAgent) {
    return hasBot ? "remove agent" : "replace agent";
  }
  return hasBot ? undefined : "add bot";
}
