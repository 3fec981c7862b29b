/** What a customer does on Engage's own channel. */
import type { MessagingView } from "../../app/view";
import { choose } from "../pageChoices";
import { sendCommand } from "../sendCommand";
import type { Upload } from "./readUpload";

export function findCustomer({ customers }: MessagingView, customerId: string | undefined) {
  return customers.find(({ id }) => id === customerId) ?? customers[0];
}

export async function writeAsCustomer(customerId: string, text: string, attachment?: Upload): Promise<boolean> {
  const answer = await sendCommand({ type: "customerWrites", customerId, text, ...(attachment && { attachment }) });
  return answer !== undefined;
}

/** The new customer's id; the page shows their chat. */
export async function addCustomer(): Promise<string | undefined> {
  const answer = await sendCommand({ type: "newCustomer" });
  const customerId = answer?.customerId;
  if (typeof customerId !== "string") {
    return undefined;
  }
  choose({ customerId, chat: "messaging" });
  return customerId;
}
