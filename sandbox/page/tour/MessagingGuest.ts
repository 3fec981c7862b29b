/** A new customer on Engage Messaging, and what their chat shows. */
import { type ChatEntry, toMessagingEntry } from "../customer/chatEntry";
import type { TourStage } from "./TourStage";

export class MessagingGuest {
  private customerId = "";

  constructor(private readonly stage: TourStage) {}

  async arrive(): Promise<void> {
    this.stage.choose({ column: "customer", chat: "messaging" });
    this.customerId = (await this.stage.addCustomer()) ?? "";
  }

  write(text: string): Promise<unknown> {
    return this.stage.writeAsCustomer(this.customerId, text);
  }

  entries(): ChatEntry[] {
    return (this.stage.view()?.messaging.chats[this.customerId] ?? []).map(toMessagingEntry);
  }

  get threadId(): string | undefined {
    return this.stage.view()?.messaging.customers.find(({ id }) => id === this.customerId)?.threadId;
  }
}
