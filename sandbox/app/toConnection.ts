/** All fields of the Connection to an Engage stand-in, as an admin fills them in. */
import type { EngageStandIn } from "../engage/startEngage";

export function toConnection(
  { apiUrl, realtimeUrl, seed }: EngageStandIn,
  cognigyEndpointUrl: string,
): Record<string, string> {
  return {
    apiUrl,
    accessToken: seed.tokens.bot,
    botCategoryId: seed.categories.bot.id,
    agentCategoryId: seed.categories.agent.id,
    realtimeEndpointUrl: realtimeUrl,
    realtimeAccessToken: seed.realtimeAccessToken,
    cognigyEndpointUrl,
  };
}
