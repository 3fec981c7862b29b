/** The customer's last message in a conversation: what can be answered, and on what an intervention can be opened. */
import type { EngageClient } from "./engageClient";
import type { Content } from "./resources/contents";
import { PAGE_SIZE } from "./rest";

/** 600 messages of agents and bots after the customer's last one. */
const MAX_PAGES = 4;

export async function findCustomerMessage(engage: EngageClient, threadId: string): Promise<Content | undefined> {
  for (let page = 0; page < MAX_PAGES; page++) {
    const contents = await engage.listThreadContents(threadId, "desc", page);
    const last = contents.find(isOfCustomer);
    if (last || contents.length < PAGE_SIZE) {
      return last;
    }
  }
  return undefined;
}

export function isOfCustomer({ creator_id, status }: Content): boolean {
  return creator_id === null && status !== "user_reply" && status !== "user_initiated";
}
