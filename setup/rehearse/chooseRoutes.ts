/** On which routes a rehearsal can be played, by the values that are there. */
import type { SettingKey, Settings } from "../settings";
import type { Route } from "./Rehearsal";

const NEEDS: Readonly<Record<Route, readonly SettingKey[]>> = {
  bridge: ["engageRealtimeEndpointUrl", "engageRealtimeAccessToken", "cognigyCustomerUrls"],
  channel: ["engageSourceIds"],
};
const ROUTES: readonly Route[] = ["bridge", "channel"];

export function isRoute(text: string): text is Route {
  return ROUTES.some((route) => route === text);
}

/** Without a wish: those that are set up, and of them those that ENGAGE_ROUTES names. */
export function chooseRoutes(settings: Settings, wanted: Route | undefined): Route[] {
  if (wanted !== undefined) {
    return [wanted];
  }
  const named = settings.list("routes");
  return ROUTES.filter(
    (route) =>
      NEEDS[route].every((key) => settings.get(key) !== undefined) && (named.length === 0 || named.includes(route)),
  );
}

export function needsOf(routes: readonly Route[]): SettingKey[] {
  return [
    "engageApiUrl",
    "engageAccessToken",
    "engageBotCategoryId",
    "engageAgentCategoryId",
    ...routes.flatMap((route) => NEEDS[route]),
  ];
}
