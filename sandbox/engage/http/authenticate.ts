/** Whose call it is: the token's user, or the user whom that one may impersonate. */
import type { EngageDomain } from "../domain/EngageDomain";
import { EngageRefusal } from "../domain/EngageRefusal";
import { hasRight } from "../domain/find";
import type { User } from "../domain/records";
import { type Answer, errorAnswer } from "./Answer";
import type { Parameters } from "./Parameters";

export type Authentication = { ok: true; user: User; token: string } | { ok: false; answer: Answer };

export function authenticate(
  domain: EngageDomain,
  authorization: string | undefined,
  parameters: Parameters,
  badTokenStatus: 401 | 403,
): Authentication {
  const token = /^Bearer (.+)$/i.exec(authorization ?? "")?.[1] ?? parameters.text("access_token") ?? "";
  const user = domain.users.get(domain.tokens.get(token) ?? "");
  if (user === undefined || !user.enabled) {
    const error = badTokenStatus === 403 ? "invalid_access_token" : "unauthorized";
    return { ok: false, answer: errorAnswer(badTokenStatus, error, "Invalid access token") };
  }
  return { ok: true, token, user: impersonate(domain, user, parameters.text("impersonated_user_id")) };
}

function impersonate(domain: EngageDomain, user: User, impersonatedId: string | undefined): User {
  if (impersonatedId === undefined) {
    return user;
  }
  const impersonated = domain.users.get(impersonatedId);
  if (impersonated === undefined || !hasRight(user, "impersonate_user")) {
    throw new EngageRefusal("malformed", "User can't be impersonated");
  }
  return impersonated;
}
