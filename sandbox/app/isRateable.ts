/** Whether Engage would have sent its survey: an agent has answered, and the intervention was closed at some time. */
import type { Content, Intervention } from "../engage/domain/records";
import type { EngageDomain } from "../engage/startEngage";

export function isRateable(
  domain: EngageDomain,
  intervention: Intervention | undefined,
  contents: Iterable<Content>,
): intervention is Intervention {
  // The bot, too, may have reopened it since.
  if (intervention === undefined || !(intervention.closed || intervention.reopened)) {
    return false;
  }
  return [...contents].some(
    ({ intervention_id, creator_id }) =>
      intervention_id === intervention.id &&
      domain.users.get(creator_id ?? "")?.rights.includes("receive_tasks") === true,
  );
}
