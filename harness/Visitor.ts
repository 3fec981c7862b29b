/** A person at the sandbox's page: finds things by test ids, writes as the customer, works as an agent. */
import type { Locator, Page } from "playwright-core";
import { PATIENCE_MS } from "./patience";

type Author = "customer" | "bot" | "agent" | "system";
type Words = string | RegExp;

export interface Upload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export class Visitor {
  constructor(readonly page: Page) {}

  find(testId: string, attributes: Readonly<Record<string, string>> = {}): Locator {
    const conditions = Object.entries({ "data-testid": testId, ...attributes });
    return this.page.locator(conditions.map(([name, value]) => `[${name}=${JSON.stringify(value)}]`).join(""));
  }

  async click(testId: string, attributes: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.find(testId, attributes).click();
  }

  /** The chat that is shown. */
  get chat(): Locator {
    return this.page.locator(".chat");
  }

  /** The conversation that is open at the agent desk. */
  get desk(): Locator {
    return this.find("conversation");
  }

  /** Exactly one message: that it is not doubled is part of what is expected. */
  async hears(from: Author, words: Words): Promise<Locator> {
    return waitFor(messages(this.chat, from, words));
  }

  async reads(from: Author, words: Words): Promise<Locator> {
    return waitFor(messages(this.desk, from, words));
  }

  async say(text: string): Promise<void> {
    await this.find("composer").fill(text);
    await this.click("send");
  }

  async choose(title: string): Promise<void> {
    await this.chat.getByTestId("quick-reply").filter({ hasText: title }).last().click();
  }

  /** Takes whoever waits, and alone; the conversation that was open before may have an agent as well. */
  async takeFromQueue(): Promise<void> {
    const threadId = await this.find("queue-entry").getAttribute("data-thread-id");
    await this.click("queue-take");
    await this.find("conversation", { "data-thread-id": threadId ?? "" })
      .locator("[data-testid=thread-state][data-state=agent]")
      .waitFor();
  }

  async answer(text: string, file?: Upload): Promise<void> {
    if (file !== undefined) {
      await this.find("reply-file").setInputFiles(file);
    }
    await this.find("reply").fill(text);
    await this.click("reply-send");
  }

  /** Chooses the file of a script in the menu "Script". */
  async replay(file: Upload): Promise<void> {
    await this.click("script");
    await this.find("replay-file").setInputFiles(file);
  }

  /** The step of the latest run that the diagram shows, by the node's id. */
  async ran(nodeId: string, exit?: string): Promise<void> {
    const node = this.find("flow-node", { "data-node-id": nodeId, "data-state": "lit" });
    await waitFor(exit === undefined ? node : node.filter({ has: this.page.getByTestId("flow-exit").getByText(exit) }));
  }

  /** Switches a fault in the panel "Break something", and closes the panel again. */
  async switchFaults(...testIds: string[]): Promise<void> {
    await this.click("break");
    for (const testId of testIds) {
      await this.click(testId);
    }
    await this.page.keyboard.press("Escape");
  }

  /**
   * Asks again with each frame until an expression is true. Playwright's `waitForFunction` evaluates inside the page, which
   * the page's policy refuses from the second time on.
   */
  async until(expression: string): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    while ((await this.page.evaluate(expression)) !== true) {
      if (performance.now() > deadline) {
        throw new Error(`This hasn't become true: ${expression}`);
      }
      await this.page.evaluate("new Promise((resolve) => requestAnimationFrame(() => resolve()))");
    }
  }

  /** From the top of the page, by one of the links that only the Tab key shows. */
  async skipTo(label: string): Promise<void> {
    // The next Tab begins at the top.
    await this.page.evaluate("document.body.tabIndex = -1, document.body.focus()");
    const focusedLink = this.page.locator("[data-testid=skip]:focus").filter({ hasText: label });
    for (let presses = 0; presses < SKIP_LINKS; presses += 1) {
      await this.page.keyboard.press("Tab");
      if ((await focusedLink.count()) > 0) {
        await this.page.keyboard.press("Enter");
        await this.page.locator("section[tabindex='-1']:focus").waitFor();
        return;
      }
    }
    throw new Error(`No skip link "${label}" is first on the page.`);
  }

  /** The test id of what has the focus, or of what it is in: the input of a label. */
  async focused(): Promise<unknown> {
    return this.page.evaluate("document.activeElement?.closest('[data-testid]')?.dataset.testid");
  }

  /** Presses Tab until the place has the focus. */
  async tabTo(testId: string): Promise<void> {
    for (let presses = 0; presses < MANY_TABS; presses += 1) {
      await this.page.keyboard.press("Tab");
      if ((await this.focused()) === testId) {
        return;
      }
    }
    throw new Error(`The Tab key does not lead to "${testId}".`);
  }
}

const SKIP_LINKS = 3;
const MANY_TABS = 300;

export function messages(scope: Locator, from: Author, words: Words): Locator {
  return scope.locator(`[data-testid="message"][data-from="${from}"]`).filter({ hasText: words });
}

async function waitFor(locator: Locator): Promise<Locator> {
  await locator.waitFor();
  return locator;
}
