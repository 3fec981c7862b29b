/** Who acts when the Extension acts, and what that user may do. */
import { type AccountUser, ifAllowed } from "../../engage/account";
import { type Check, pass, skip, warn } from "../check";

/** What each right is for. Without one only that part does not work. */
const RIGHTS: Readonly<Record<string, string>> = {
  monitor_tasks: "see queues and who is available",
  update_intervention: "close conversations of others",
  close_content_thread: "close threads",
  read_identity: "read customers",
  update_identity: "update customers",
};

export const tokenUser: Check = {
  id: "tokenUser",
  title: "User of the token",
  needs: [],
  after: ["api"],
  async run({ account, engage }) {
    const me = await account().me();
    const who = pass("token_user", `The token acts as ${toName(me)}`);
    const role = me.role_id === null ? undefined : await ifAllowed(account().role(me.role_id));
    if (role === undefined) {
      return [who, skip("rights_unknown", "Rights of the role: this token may not read roles")];
    }
    const missing = Object.keys(RIGHTS).filter((right) => role[right] !== true);
    if (missing.length === 0) {
      return [who, pass("rights", "Its role has the rights that nodes make use of")];
    }
    return [
      who,
      warn(
        "rights_missing",
        `The role of ${toName(me)} lacks ${missing.map((right) => `${right} (to ${RIGHTS[right]})`).join(", ")}.`,
        "Add the rights to the role, or do without what they are for.",
        engage("Admin", "Roles"),
      ),
    ];
  },
};

export const tokenUserIsNoAgent: Check = {
  id: "tokenUserIsNoAgent",
  title: "The bot's user is no agent",
  needs: ["engageAgentCategoryId"],
  after: ["tokenUser"],
  async run({ account, value, engage }) {
    const me = await account().me();
    const role = me.role_id === null ? undefined : await ifAllowed(account().role(me.role_id));
    const isAgent = me.category_ids.includes(value("engageAgentCategoryId")) || role?.receive_tasks === true;
    if (!isAgent) {
      return [
        pass(
          "token_user_only_bot",
          `${toName(me)} isn't an agent, so the bot's actions can be distinguished from people's`,
        ),
      ];
    }
    return [
      warn(
        "token_user_is_agent",
        `The token belongs to ${toName(me)}, who also serves chats: what this person closes or answers looks as if the bot had done it.`,
        "Create the token for a user who isn't an agent (no Agent category, no receive_tasks). If Engage attaches tokens to the default administrator, take the Agent category and receive_tasks from that user.",
        engage("Admin", "Users"),
      ),
    ];
  },
};

export function toName({ firstname, lastname, email, id }: AccountUser): string {
  const name = [firstname, lastname].filter((part) => part).join(" ");
  return [name || id, email && `(${email})`].filter((part) => part).join(" ");
}
