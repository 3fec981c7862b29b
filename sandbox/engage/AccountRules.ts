/** What the platform's documents leave open or contradict about an account, and how this one behaves. */

export interface AccountRules {
  /** Categories of a thread that comes in: the Bot category of its source, an empty list, or no member at all in events. */
  importedCategories: "bot" | "none" | "missing";
  /** Whether an event about an agent's reply names the thread's categories, or an empty list. */
  replyCategories: boolean;
  /** Status of the bot's own lines that are pushed through the realtime endpoint. */
  ownLinesStatus: "user_reply" | "new";
  /** Search keyword for a thread's foreign id. Any other is ignored, as an unknown keyword is. */
  foreignKeyword: "foreign" | "foreign_id" | "none";
  /** A thread is found by a search only when it is this old. */
  searchDelayMs: number;
  /** The first answer to a change of categories still shows the old ones. */
  isCategoryAnswerStale: boolean;
  /** The rules engine adds this category to every change of categories that the API makes. */
  addedCategoryName: string | undefined;
  /** Who the API access token belongs to: a user for the bot, the administrator Ana who also serves chats, or one that may not ask. */
  tokenOwner: "bot" | "administrator" | "unknown";
  /** How a reply without an open intervention is refused; the sources contradict each other. */
  replyNeedsIntervention: false | 403 | 422;
  /** Closing a thread works where its source allows it, is refused, or is accepted and never happens. */
  threadClosing: "allowed" | "refused" | "accepted";
  /** `private` of what customers write on messaging channels. */
  isMessagingPrivate: boolean;
  /** A shared location: nothing of it is imported, or `body: null` and a member `location`. */
  sharedLocations: "nothing" | "location";
  /** Whether events about tasks name categories. */
  taskCategories: boolean;
  /** Whether `task.undelivered` is sent at all. */
  announcesUndelivered: boolean;
  /** The member of an intervention that holds its custom fields. */
  interventionFields: "custom_fields" | "custom_field_values";
}

export const USUAL_RULES: Readonly<AccountRules> = {
  importedCategories: "bot",
  replyCategories: true,
  ownLinesStatus: "user_reply",
  foreignKeyword: "foreign",
  searchDelayMs: 0,
  isCategoryAnswerStale: false,
  addedCategoryName: undefined,
  tokenOwner: "bot",
  replyNeedsIntervention: false,
  threadClosing: "allowed",
  isMessagingPrivate: true,
  sharedLocations: "location",
  taskCategories: false,
  announcesUndelivered: true,
  interventionFields: "custom_fields",
};
