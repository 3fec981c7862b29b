/** Who plays the agent: the user behind the token, as far as Engage says. */
import { EngageError } from "../../src/core/errors";
import type { Account } from "../engage/account";
import type { Observations } from "./Observations";

export interface TokenOwner {
  /** Unknown where Engage doesn't say. */
  id: string | undefined;
  /** Perhaps a person who serves customers, so that what this user has isn't all the bot's. */
  mayServe: boolean;
}

export async function readTokenOwner(
  account: Account,
  agentCategoryId: string,
  observations: Observations,
): Promise<TokenOwner> {
  try {
    const { id, category_ids } = await account.me();
    const servesChats = category_ids.includes(agentCategoryId);
    observations.note(
      "tokenOwner",
      [servesChats ? "the administrator" : "a user for the bot"],
      `user ${id} ${servesChats ? "has" : "doesn't have"} the Agent category`,
    );
    return { id, mayServe: servesChats };
  } catch (error) {
    if (!(error instanceof EngageError) || !["forbidden", "not_found"].includes(error.code)) {
      throw error;
    }
    observations.note("tokenOwner", ["unknown"], `users/me is refused (${error.httpStatus ?? error.code})`);
    return { id: undefined, mayServe: true };
  }
}
