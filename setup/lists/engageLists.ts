/** The lists of an Engage account: sources, categories, people with their teams, time sheets. */
import { type Account, type AccountUser, ifAllowed } from "../engage/account";
import { SETTINGS } from "../settings";
import type { Listed } from "./Listed";

export async function listSources(account: Account): Promise<Listed[]> {
  return (await account.sources()).map(({ id, name, type, active }) => ({
    id,
    name: name ?? id,
    hint: [type ?? "", active ? "" : "switched off"].filter(Boolean).join(", "),
  }));
}

/** Only what conversations can have. */
export async function listCategories(account: Account): Promise<Listed[]> {
  const categories = await account.categories();
  const nameOf = (id: string | null) => categories.find((category) => category.id === id)?.name;
  return categories
    .filter(({ unselectable }) => !unselectable)
    .map(({ id, name, parent_id }) => {
      const parent = nameOf(parent_id);
      return { id, name: name ?? id, ...(parent && { hint: `below ${parent}` }) };
    });
}

/** By e-mail address, which is what the settings hold. A team stands for all who are in it, except the token's user. */
export async function listPeople(account: Account): Promise<Listed[]> {
  const [me, users, teams] = await Promise.all([
    ifAllowed(account.me()),
    ifAllowed(account.users()),
    ifAllowed(account.teams()),
  ]);
  const known = (users ?? []).filter(({ email, enabled }) => email !== null && enabled !== false);
  const people = known.map((user) => ({
    id: user.email ?? "",
    name: nameOf(user),
    hint: user.email ?? "",
    ...(user.id === me?.id && { refusal: refuseTokenUser(nameOf(user)) }),
  }));
  const grouped = (teams ?? []).map(({ id, name, user_ids }) => {
    const emails = known
      .filter((user) => user.id !== me?.id && user_ids.includes(user.id))
      .map(({ email }) => email ?? "");
    return {
      id: emails.join(","),
      name: `Team ${name ?? id}`,
      hint: `${emails.length} people`,
      aliases: [name ?? id, id],
    };
  });
  return [...grouped.filter(({ id }) => id !== ""), ...people];
}

/** What this user closes or answers would look as if the bot had done it. */
export function refuseTokenUser(name: string): NonNullable<Listed["refusal"]> {
  return {
    code: "agent_is_token_user",
    message: `"${name}" is the user of the API access token. The bot acts as this user, who can't take over from it.`,
    fix: `Name other people in ${SETTINGS.engageAgentEmails.variable}, or create the token for a user who isn't an agent.`,
  };
}

export async function listTimeSheets(account: Account): Promise<Listed[]> {
  const sheets = (await ifAllowed(account.timeSheets())) ?? [];
  return sheets
    .filter(({ active }) => active)
    .map(({ id, label, timezone }) => ({ id, name: label ?? id, ...(timezone && { hint: timezone }) }));
}

function nameOf({ firstname, lastname, email, id }: AccountUser): string {
  return [firstname, lastname].filter(Boolean).join(" ") || email || id;
}
