/** What the pictures of the sandbox's page show; played for drawing them, and for finding out whether they are old. */
import type { BrowserContextOptions } from "playwright-core";
import type { Visitor } from "../Visitor";

export const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, colorScheme: "light" };
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  colorScheme: "light",
};

/** A visitor's name comes from their id. To be called before the page is opened. */
export async function beVisitor({ page }: Visitor, id: string): Promise<void> {
  const session = JSON.stringify({
    userId: `visitor-${id}`,
    sessionId: `session-${id}`,
    entries: [],
  });
  await page.addInitScript(`sessionStorage.setItem("sandbox-webchat", ${JSON.stringify(session)})`);
}

/** One customer talks with an agent, another one waits; the diagram shows how the first one came there. */
export async function playHandover(visitor: Visitor): Promise<void> {
  const ben = await visitor.find("agent-status").nth(1).getAttribute("data-agent-id");
  await visitor.find("agent-status", { "data-agent-id": ben ?? "" }).selectOption("available");
  await visitor.say("Hello");
  await visitor.hears("bot", "Welcome to Lumen & Oak!");
  await visitor.choose("Talk to a person");
  await visitor.hears("bot", "You are number 1 in the queue.");
  await visitor.hears("bot", "I am connecting you");
  await visitor.takeFromQueue();
  await visitor.hears("bot", "has joined");
  await visitor.answer("Hello, this is Ana. What can I do for you?");
  await visitor.hears("agent", "Hello, this is Ana.");

  await visitor.click("tab-messaging");
  await visitor.say("I need a person");
  await visitor.hears("bot", "You are number 1 in the queue.");

  await visitor.click("tab-webchat");
  await visitor.say("My lamp arrived without its bulb.");
  await visitor.reads("customer", "My lamp arrived");
  await visitor.answer("I am sorry! A new one is on its way, at your door tomorrow.");
  await visitor.hears("agent", "A new one is on its way");
  await visitor.reads("agent", "A new one is on its way");

  const run = visitor.find("execution", { "data-route": "bridge" }).filter({ hasText: "Handed over" });
  await run.locator(".row-main").click();
  await visitor.ran("handover", "Handed over");
}

/** A customer on a phone, with cards. */
export async function playOnPhone(visitor: Visitor): Promise<void> {
  await visitor.say("Hello");
  await visitor.hears("bot", "Welcome to Lumen & Oak!");
  await visitor.choose("My orders");
  await visitor.chat.getByText('Desk lamp "Lumen"').waitFor();
}
