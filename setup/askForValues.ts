/** The guide's questions: access to both platforms, and without Cognigy.AI's API what people do there by hand. */
import { type Answers, askEach, type Extent, type Question } from "./askEach";
import { askForAccess } from "./askForAccess";
import type { CommandContext } from "./command";
import { createCheckContext } from "./doctor/check";
import { resolveChoices } from "./install/resolveChoices";

/** What `provision` creates is not asked for. */
const BY_HAND: readonly Question[] = [
  { key: "engageRealtimeEndpointUrl", isNeeded: true, onlyForBridge: true },
  { key: "engageRealtimeAccessToken", isNeeded: true, onlyForBridge: true },
  { key: "cognigyHubUrl", isNeeded: true },
  { key: "cognigyEndpointUrl", isNeeded: true },
  { key: "cognigyCustomerUrls", isNeeded: true, onlyForBridge: true },
];

/** Whether to go on. */
export async function askForValues(context: CommandContext, answers: Answers, extent: Extent): Promise<boolean> {
  if (!(await askForAccess(context, answers, extent, { needsCognigy: false }))) {
    return false;
  }
  if (context.settings.get("cognigyApiKey") !== undefined) {
    return true;
  }
  if (!(await chooseFromEngage(context))) {
    return false;
  }
  await askEach(context, answers, BY_HAND, extent);
  return true;
}

/** Sources, categories and people, from what the account contains. */
async function chooseFromEngage(context: CommandContext): Promise<boolean> {
  const check = createCheckContext(context.settings, context.outputFolder);
  try {
    return await resolveChoices(context, { account: check.account() });
  } finally {
    check.close();
  }
}
