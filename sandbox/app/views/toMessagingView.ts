/** "Engage Messaging" as its customers see it: one chat each. */
import type { Content } from "../../engage/domain/records";
import type { EngageDomain } from "../../engage/startEngage";
import { isRateable } from "../isRateable";
import type { ChatMessage, MessagingView, SurveyView } from "../view";
import { type ConversationIndex, conversationIndex } from "./conversationIndex";
import type { LostOutput } from "./findLostOutputs";
import { type FindUpload, toMessage } from "./toMessage";
import { withLostOutputs } from "./withLostOutputs";

export interface MessagingContext {
  domain: EngageDomain;
  sourceId: string;
  botUserId: string;
  customers: readonly { id: string; name: string }[];
  /** Threads in which an agent is typing. */
  agentTyping: ReadonlySet<string>;
  findUpload: FindUpload;
  /** What the bot said and nobody reads. */
  lost: readonly LostOutput[];
  /** Why the bot doesn't know a message, by its id. */
  unheard: ReadonlyMap<string, string>;
}

const MAX_MESSAGES = 100;

export function toMessagingView(context: MessagingContext): MessagingView {
  const { domain, sourceId, customers, agentTyping } = context;
  const index = conversationIndex(domain);
  const threads = [...domain.threads.values()].filter(({ source_id }) => source_id === sourceId);
  const chats = customers.map((customer) => {
    const own = threads.filter(({ id }) => index(id).contents.some(({ author_id }) => author_id === customer.id));
    const contents = own.flatMap(({ id }) => index(id).contents).sort((one, other) => one.order - other.order);
    return { ...customer, threadId: contents.at(-1)?.thread_id, contents: contents.slice(-MAX_MESSAGES) };
  });
  return {
    customers: chats.map(({ id, name, threadId }) => ({ id, name, ...(threadId !== undefined && { threadId }) })),
    chats: Object.fromEntries(
      chats.map(({ id, threadId, contents }) => [
        id,
        withLostOutputs(
          contents.map((content) => toChatMessage(context, id, content)),
          context.lost.filter((output) => output.threadId === threadId),
        ),
      ]),
    ),
    surveys: Object.fromEntries(
      chats.flatMap(({ id, threadId }) => {
        const survey = toSurvey(domain, index(threadId ?? ""));
        return survey ? [[id, survey]] : [];
      }),
    ),
    agentIsTyping: Object.fromEntries(
      chats.map(({ id, threadId }) => [id, threadId !== undefined && agentTyping.has(threadId)]),
    ),
  };
}

/** Of the last conversation with an agent. */
function toSurvey(
  domain: EngageDomain,
  { interventions, contents }: ReturnType<ConversationIndex>,
): SurveyView | undefined {
  const last = interventions.at(-1);
  if (!isRateable(domain, last, contents)) {
    return undefined;
  }
  const response = domain.surveyResponses.get(last.survey?.responseId ?? "");
  return response ? { state: "answered", score: response.main_indicator } : { state: "open" };
}

function toChatMessage(
  { domain, botUserId, findUpload, unheard }: MessagingContext,
  customerId: string,
  content: Content,
): ChatMessage {
  const user = domain.users.get(content.creator_id ?? "");
  const isCustomer = content.author_id === customerId;
  const isAgent = !isCustomer && user !== undefined && user.id !== botUserId;
  const reason = unheard.get(content.id);
  return {
    ...toMessage(domain, content, findUpload),
    ...(reason !== undefined && { problem: `The bot didn't get this: ${reason}` }),
    from: isCustomer ? "customer" : isAgent ? "agent" : "bot",
    name: isAgent ? user.firstname : (domain.identities.get(content.author_id)?.display_name ?? ""),
  };
}
