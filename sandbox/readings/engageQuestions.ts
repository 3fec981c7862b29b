/** What Engage's documents leave open. */
import { NONE, type Question } from "./Question";

const MINUTES = 60;
const HOURS = 3600;

export const ENGAGE_QUESTIONS: readonly Question[] = [
  {
    id: "signedJson",
    platform: "Engage",
    question: "How does Engage write the JSON that it signs?",
    source: "Engage 5.2, A5",
    readings: [
      {
        name: "Rails",
        platform: "`<`, `>`, `&` and line separators as `\\u003c` and so on.",
        options: { engage: { sdkConduct: { encoding: "rails" } } },
        effect: NONE,
      },
      {
        name: "plain",
        platform: "As `JSON.stringify` does.",
        options: { engage: { sdkConduct: { encoding: "plain" } } },
        effect: NONE,
      },
      {
        name: "ASCII",
        platform: "Everything outside ASCII as `\\u00e9`.",
        options: { engage: { sdkConduct: { encoding: "ascii" } } },
        effect: NONE,
      },
      {
        name: "slashes",
        platform: "Like PHP: `/` as `\\/`, and everything outside ASCII as `\\u00e9`.",
        options: { engage: { sdkConduct: { encoding: "slashes" } } },
        effect: NONE,
      },
      {
        name: "floats",
        platform: "Estimated wait times as `95.0`.",
        options: { engage: { sdkConduct: { encoding: "floats" } } },
        effect: NONE,
      },
    ],
    findOut:
      "If Engage writes it in yet another way, the hub logs `signature_mismatch`. Set `signaturePolicy` to `signature-or-key` then.",
  },
  {
    id: "contentId",
    platform: "Engage",
    question: "Does `messages.create` name the message by `content_id`?",
    source: "Engage 5.6, 5.7",
    readings: [
      {
        name: "present",
        platform: "Yes.",
        options: { engage: { sdkConduct: { sendsContentId: true } } },
        effect: NONE,
      },
      {
        name: "absent",
        platform: "No.",
        options: { engage: { sdkConduct: { sendsContentId: false } } },
        effect:
          "The hub recognises a repetition by conversation, author, time and text: two equal messages of an agent in the same second count as one.",
      },
    ],
    findOut: "Log the keys of `request.body.params` in the hub while an agent answers.",
  },
  {
    id: "createTries",
    platform: "Engage",
    question: "How often does Engage try a `messages.create` that isn't answered?",
    source: "Engage 5.7, 7.23",
    readings: [
      {
        name: "three times",
        platform: "Three times. Then the console shows a failed export.",
        options: { engage: { sdkConduct: { createTries: "three" } } },
        effect: "If the hub is unreachable for minutes, agents must send their message again.",
      },
      {
        name: "until fatal",
        platform: "Until it is answered, or the answer says `fatal`.",
        options: { engage: { sdkConduct: { createTries: "untilFatal" } } },
        effect: "If the hub is unreachable for minutes, the message arrives late.",
      },
    ],
    findOut: "Switch the hub's transformer off, answer as an agent, and look at the console after ten minutes.",
  },
  {
    id: "importedCategories",
    platform: "Engage",
    question: "Which categories does a new conversation have?",
    source: "Engage A1",
    readings: [
      {
        name: "Bot",
        platform: "The source's default: the Bot category, as the set-up asks for.",
        options: { engage: { rules: { importedCategories: "bot" } } },
        effect: NONE,
      },
      {
        name: "none",
        platform: "None: `category_ids` is an empty list.",
        options: { engage: { rules: { importedCategories: "none" } }, hubConfig: { onlyBotCategory: false } },
        effect: "Set `onlyBotCategory: false` in the hub. Otherwise the bot doesn't answer on channels of Engage.",
      },
      {
        name: "missing",
        platform: "None: `category_ids` isn't there.",
        options: { engage: { rules: { importedCategories: "missing" } }, hubConfig: { onlyBotCategory: false } },
        effect: "Set `onlyBotCategory: false` in the hub. Otherwise the bot doesn't answer on channels of Engage.",
      },
    ],
    findOut: "Write to the channel, and look at the new conversation's categories in Engage's console.",
  },
  {
    id: "replyCategories",
    platform: "Engage",
    question: "Do events about agents' replies name the conversation's categories?",
    source: "Engage A1",
    readings: [
      {
        name: "the thread's",
        platform: "Yes.",
        options: { engage: { rules: { replyCategories: true } } },
        effect: NONE,
      },
      {
        name: "none",
        platform: "No, `category_ids` is an empty list.",
        options: { engage: { rules: { replyCategories: false } } },
        effect: NONE,
      },
    ],
    findOut: "You don't need to: who has a conversation is never decided by a reply.",
  },
  {
    id: "ownLines",
    platform: "Engage",
    question: "Which status do the bot's own lines have when they come back from the Channel SDK source?",
    source: "Engage A1, 4.6",
    readings: [
      {
        name: "user_reply",
        platform: "`user_reply`, like other messages of your side.",
        options: { engage: { rules: { ownLinesStatus: "user_reply" } } },
        effect: NONE,
      },
      {
        name: "new",
        platform: "`new`, like a customer's message.",
        options: { engage: { rules: { ownLinesStatus: "new" } } },
        effect: NONE,
      },
    ],
    findOut: "You don't need to: on that source only the opening message of a handover is news.",
  },
  {
    id: "foreignKeyword",
    platform: "Engage",
    question: "Which search keyword finds a thread by its foreign id?",
    source: "Engage 2.5, 7.15",
    readings: [
      {
        name: "foreign",
        platform: "`foreign`, as the guide says.",
        options: { engage: { rules: { foreignKeyword: "foreign" } } },
        effect: NONE,
      },
      {
        name: "foreign_id",
        platform: "`foreign_id`, as other code does.",
        options: { engage: { rules: { foreignKeyword: "foreign_id" } } },
        effect: NONE,
      },
      {
        name: "neither",
        platform: "Both are ignored, so a search returns strangers' threads.",
        options: { engage: { rules: { foreignKeyword: "none" } } },
        effect:
          "Handovers work, because the webhook announces the conversation. Handover to RingCentral takes longer, or reports `pending`.",
      },
    ],
    findOut: 'Call `GET /content_threads?q=foreign:"x"`. If it returns any thread, the keyword is ignored.',
  },
  {
    id: "searchIndex",
    platform: "Engage",
    question: "How far is the search behind?",
    source: "Engage 2.7",
    readings: [
      {
        name: "immediate",
        platform: "Not at all.",
        options: { engage: { rules: { searchDelayMs: 0 } } },
        effect: NONE,
      },
      {
        name: "3 s",
        platform: "3 s.",
        options: { engage: { rules: { searchDelayMs: 3_000 } } },
        effect: "Handover to RingCentral takes as much longer.",
      },
      {
        name: "20 s",
        platform: "20 s.",
        options: { engage: { rules: { searchDelayMs: 20_000 } } },
        effect: "Handover to RingCentral reports `pending`. The handover is finished when the webhook announces it.",
      },
    ],
    findOut: "Hand over on Webchat, and look at the status in the result of Handover to RingCentral.",
  },
  {
    id: "importTime",
    platform: "Engage",
    question: "How long does Engage take to import a message from the realtime endpoint?",
    source: "Engage 2.7, 5.8",
    readings: [
      { name: "0.2 s", platform: "0.2 s.", options: { engage: { importDelayMs: 200 } }, effect: NONE },
      {
        name: "8 s",
        platform: "8 s.",
        options: { engage: { importDelayMs: 8_000 } },
        effect: "Handover to RingCentral takes as much longer, or reports `pending`.",
      },
      {
        name: "20 s",
        platform: "20 s.",
        options: { engage: { importDelayMs: 20_000 } },
        effect: "Handover to RingCentral reports `pending`. The handover is finished when the webhook announces it.",
      },
    ],
    findOut: "Hand over on Webchat, and compare the times in the node's result and in Engage's console.",
  },
  {
    id: "categoryAnswer",
    platform: "Engage",
    question: "Does the answer to a change of categories show the change?",
    source: "Engage 2.7",
    readings: [
      {
        name: "current",
        platform: "Yes.",
        options: { engage: { rules: { isCategoryAnswerStale: false } } },
        effect: NONE,
      },
      {
        name: "stale once",
        platform: "No, it shows the categories from before. The next read shows the change.",
        options: { engage: { rules: { isCategoryAnswerStale: true } } },
        effect: "One more call for each change of categories.",
      },
    ],
    findOut: "Call `PUT /content_threads/{id}/update_categories`, and read `thread_category_ids` in its answer.",
  },
  {
    id: "rulesEngine",
    platform: "Engage",
    question: "Do rules change the categories that the product sets?",
    source: "Engage 1.5, 2.7",
    readings: [
      {
        name: "no",
        platform: "No.",
        options: { engage: { rules: { addedCategoryName: undefined } } },
        effect: NONE,
      },
      {
        name: "add one",
        platform: "A rule adds another category.",
        options: { engage: { rules: { addedCategoryName: "Billing" } } },
        effect: "Nothing, as long as the rule doesn't add the Agent or the Bot category.",
      },
    ],
    findOut: "Look at the rules of your Engage account.",
  },
  {
    id: "tokenOwner",
    platform: "Engage",
    question: "Who does the API access token belong to?",
    source: "Engage A2",
    readings: [
      {
        name: "a user for the bot",
        platform: "A user that you chose, who isn't an agent.",
        options: { engage: { rules: { tokenOwner: "bot" } } },
        effect: NONE,
      },
      {
        name: "the administrator",
        platform: "The account's default administrator, who may also serve chats.",
        options: { engage: { rules: { tokenOwner: "administrator" } } },
        effect: "What the bot writes and closes is shown under this person's name in Engage.",
      },
      {
        name: "unknown",
        platform: "`GET /users/me` is refused, so the owner stays unknown.",
        options: { engage: { rules: { tokenOwner: "unknown" } } },
        effect: "Where it matters whose an open intervention is, the product takes it for an agent's.",
      },
    ],
    findOut: "`npm run setup -- doctor` reports the token's user.",
  },
  {
    id: "replyNeedsIntervention",
    platform: "Engage",
    question: "Does Engage accept a reply if no intervention is open?",
    source: "Engage 7.1",
    readings: [
      {
        name: "accepted",
        platform: "Yes.",
        options: { engage: { rules: { replyNeedsIntervention: false } } },
        effect: NONE,
      },
      {
        name: "403",
        platform: "No, it answers 403.",
        options: { engage: { rules: { replyNeedsIntervention: 403 } } },
        effect:
          'Leave "Intervention for the bot" switched on in Receive Engage Events. On channels of Engage, what the Flow says at the end of a handover is not delivered, because no intervention is open then. What it says just before Close Engage Conversation may be lost, too. The hub logs `reply_failed`.',
      },
      {
        name: "422",
        platform: "No, it answers 422.",
        options: { engage: { rules: { replyNeedsIntervention: 422 } } },
        effect:
          'Leave "Intervention for the bot" switched on in Receive Engage Events. On channels of Engage, what the Flow says at the end of a handover is not delivered, because no intervention is open then. What it says just before Close Engage Conversation may be lost, too. The hub logs `reply_failed`.',
      },
    ],
    findOut: 'Switch "Intervention for the bot" off. If the bot stays silent, the hub logs Engage\'s status.',
  },
  {
    id: "threadClosing",
    platform: "Engage",
    question: "Can the API close a conversation?",
    source: "Engage 7.14",
    readings: [
      {
        name: "allowed",
        platform: "Yes, on sources that allow it.",
        options: { engage: { rules: { threadClosing: "allowed" } } },
        effect: NONE,
      },
      {
        name: "403",
        platform: "No, it answers 403.",
        options: { engage: { rules: { threadClosing: "refused" } } },
        effect:
          "Close Engage Conversation reports `thread_not_closable`, Receive Engage Events `notClosable`. The rest is done.",
      },
      {
        name: "never happens",
        platform: "It says yes, and the conversation stays open.",
        options: { engage: { rules: { threadClosing: "accepted" } } },
        effect: "The customer's next message joins the same conversation.",
      },
    ],
    findOut: "Close a conversation with Close Engage Conversation, and look at it in Engage's console.",
  },
  {
    id: "badToken",
    platform: "Engage",
    question: "How does Engage refuse a bad token?",
    source: "Engage 2.2, 7.39",
    readings: [
      { name: "401", platform: "With 401.", options: { engage: { badTokenStatus: 401 } }, effect: NONE },
      {
        name: "403",
        platform: "With 403 and `invalid_access_token`.",
        options: { engage: { badTokenStatus: 403 } },
        effect: "Nothing changes: both are `unauthorized`.",
      },
    ],
    findOut: "Call any address of the API with a wrong token.",
  },
  {
    id: "throttling",
    platform: "Engage",
    question: "Does Engage say how long to wait when it throttles?",
    source: "Engage 2.6, 7.39",
    readings: [
      {
        name: "no",
        platform: "No, 429 has no `Retry-After`.",
        options: { engage: { retryAfter: undefined } },
        effect: "Nodes wait longer before each further try.",
      },
      {
        name: "Retry-After",
        platform: "Yes, with `Retry-After`.",
        options: { engage: { retryAfter: "2" } },
        effect: "Nodes wait as long as Engage says, if their time allows it.",
      },
    ],
    findOut: "Send 501 requests within a minute, and look at the headers of the last answer.",
  },
  {
    id: "webhookRetries",
    platform: "Engage",
    question: "How long does Engage repeat a webhook delivery?",
    source: "Engage 4.7, 7.11",
    readings: [
      {
        name: "five in 3 h",
        platform: "Five times within about three hours.",
        options: { engage: { webhookRetrySeconds: [32, 4 * MINUTES, 17 * MINUTES, 52 * MINUTES, 2 * HOURS] } },
        effect: NONE,
      },
      {
        name: "for 24 h",
        platform: "For 24 hours.",
        options: {
          engage: {
            webhookRetrySeconds: [
              32,
              4 * MINUTES,
              17 * MINUTES,
              52 * MINUTES,
              2 * HOURS,
              4 * HOURS,
              8 * HOURS,
              8 * HOURS,
            ],
          },
        },
        effect: "After a long outage the bot may answer messages of the day before.",
      },
    ],
    findOut: "Switch the hub's transformer off for four hours, and look for the event afterwards.",
  },
  {
    id: "eventOrder",
    platform: "Engage",
    question: "In which order are the events of a webhook delivery?",
    source: "Engage 4.7",
    readings: [
      {
        name: "by time",
        platform: "By time.",
        options: { engage: { webhookConduct: { batchSize: 10, batchWindowMs: 50, reorder: false } } },
        effect: NONE,
      },
      {
        name: "any",
        platform: "In any order.",
        options: { engage: { webhookConduct: { batchSize: 10, batchWindowMs: 50, reorder: true } } },
        effect: NONE,
      },
    ],
    findOut: "You don't need to: the hub sorts the events of a delivery.",
  },
  {
    id: "privateFlag",
    platform: "Engage",
    question: "Are messages on messaging channels private?",
    source: "Engage A7",
    readings: [
      {
        name: "true",
        platform: "Yes.",
        options: { engage: { rules: { isMessagingPrivate: true } } },
        effect: NONE,
      },
      {
        name: "false",
        platform: "No, as on WhatsApp.",
        options: { engage: { rules: { isMessagingPrivate: false } } },
        effect: "The bot's answers aren't private either.",
      },
    ],
    findOut: "Look at `input.data.engage.private`.",
  },
  {
    id: "sharedLocation",
    platform: "Engage",
    question: "What does Engage make of a location that a customer shares?",
    source: "Engage A3",
    readings: [
      {
        name: "location",
        platform: "A message with `body: null` and a member `location`.",
        options: { engage: { rules: { sharedLocations: "location" } } },
        effect: "The Flow gets the coordinates as text and in `input.data.engage.location`.",
      },
      {
        name: "none",
        platform: "A message without any content.",
        options: { engage: { rules: { sharedLocations: "nothing" } } },
        effect: "The hub ignores it, and the bot doesn't answer.",
      },
    ],
    findOut: "Share a location on WhatsApp or Apple Messages, and look at the input of the Flow.",
  },
  {
    id: "queueUpdates",
    platform: "Engage",
    question: "When does Engage report the position in the queue?",
    source: "Engage 5.6, 5.12",
    readings: [
      {
        name: "on every change",
        platform: "On every change, with whole seconds.",
        options: { engage: { sdkConduct: { queueUpdates: true, secondsPerPosition: 30 } } },
        effect: NONE,
      },
      {
        name: "fractions",
        platform: "On every change, with fractions of seconds.",
        options: { engage: { sdkConduct: { queueUpdates: true, secondsPerPosition: 42.5 } } },
        effect: NONE,
      },
      {
        name: "never",
        platform: "Never.",
        options: { engage: { sdkConduct: { queueUpdates: false } } },
        effect: "On route `bridge` customers don't hear their position unless your Flow uses Lookup Queue Status.",
      },
    ],
    findOut: "Let two customers wait, and look for `handover.position` in the input of the Flow.",
  },
  {
    id: "taskCategories",
    platform: "Engage",
    question: "Do events about tasks name categories?",
    source: "Engage 4.4",
    readings: [
      {
        name: "no",
        platform: "No.",
        options: { engage: { rules: { taskCategories: false } } },
        effect: "Receive Engage Events reads the conversation before it reports that a customer waits.",
      },
      { name: "yes", platform: "Yes.", options: { engage: { rules: { taskCategories: true } } }, effect: NONE },
    ],
    findOut: "Log `request.body.events[0].resource.metadata` in the hub while a customer waits.",
  },
  {
    id: "undelivered",
    platform: "Engage",
    question: "Does Engage report that nobody could take a conversation?",
    source: "Engage 4.4, 4.5",
    readings: [
      {
        name: "sent",
        platform: "Yes, with `task.undelivered`.",
        options: { engage: { rules: { announcesUndelivered: true } } },
        effect: NONE,
      },
      {
        name: "not sent",
        platform: "No.",
        options: { engage: { rules: { announcesUndelivered: false } } },
        effect: "Use Check Agent Availability before the handover.",
      },
    ],
    findOut: "Hand over while no agent is online, and look for `task.undelivered` in Engage's journal.",
  },
  {
    id: "interventionFields",
    platform: "Engage",
    question: "Under which name does an intervention contain its custom fields?",
    source: "Engage A9",
    readings: [
      {
        name: "custom_fields",
        platform: "`custom_fields`, as the API file says.",
        options: { engage: { rules: { interventionFields: "custom_fields" } } },
        effect: NONE,
      },
      {
        name: "custom_field_values",
        platform: "`custom_field_values`, as seen in answers.",
        options: { engage: { rules: { interventionFields: "custom_field_values" } } },
        effect: NONE,
      },
    ],
    findOut: "You don't need to: nothing reads them.",
  },
];
