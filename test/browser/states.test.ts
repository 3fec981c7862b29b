/** A person walks through the page's main states: all is explained, reachable and in place, and no style is dead. */
import type { Locator } from "playwright-core";
import { findBarriers } from "../../harness/accessibility";
import { addConversations } from "../../harness/addConversations";
import { describeInBrowser } from "../../harness/browser";
import { createPageLab } from "../../harness/pageLab";
import { type StyleCoverage, startStyleCoverage } from "../../harness/styleCoverage";
import type { Visitor } from "../../harness/Visitor";

const LAPTOP = { width: 1280, height: 720 };
const SMALL_LAPTOP = { width: 1024, height: 768 };
const PHONE = { width: 390, height: 844 };
/** What is above the columns. */
const MAX_CHROME_PX = 120;

/** More than these are forgotten. */
const MANY = 300;

/** Structured messages, mistakes in the Flow file, changed readings, masked values and notes have tests of their own. */
const ELSEWHERE = [
  ".choice-group",
  ".card .media-link",
  ".diagram .banner",
  ".reading .banner",
  ".masked",
  ".agent-notes",
  ".agent-notes-list",
  ".agent-notes li p",
];

describeInBrowser("The states of the sandbox's page", () => {
  const lab = createPageLab();

  it("are explained, free of barriers in light, dark and on a phone, and need every style there is", async () => {
    let styles: StyleCoverage | undefined;
    const visitor = await lab.visitPrepared(async ({ page }) => {
      await page.setViewportSize(LAPTOP);
      styles = await startStyleCoverage(page);
    });
    const { page } = visitor;
    const barriers: Record<string, string[]> = {};

    // At the start: what this is, and two ways in. No tab is cut off, and each term is explained.
    await visitor.find("welcome").getByText("This shop's bot").waitFor();
    expect(await findCutTabs(visitor)).toEqual([]);
    await visitor.find("numbers-sdk").locator(".term").hover();
    await visitor.find("explanation").getByText("Engage's interface for channels of others").waitFor();
    // The first stop of the Tab key can be seen, and only then.
    const skip = visitor.find("skip").first();
    expect(await isInSight(skip)).toBe(false);
    await page.keyboard.press("Tab");
    expect(await isInSight(skip)).toBe(true);
    barriers.start = await findBarriers(page);
    await visitor.click("break");
    await visitor.find("fault-engage-errors").waitFor();
    barriers.faults = await findBarriers(page);
    await page.keyboard.press("Escape");
    for (const panel of ["clock", "readings"]) {
      await visitor.click(panel);
      await page.locator(".menu-panel").waitFor();
      if (panel === "readings") {
        await visitor.find("readings-platform").first().locator("summary").click();
        await visitor.find("reading").first().waitFor();
      }
      barriers[panel] = await findBarriers(page);
      await page.keyboard.press("Escape");
    }

    // A suggested message leads into a handover. Nothing moves when the welcome goes. Close says why it has to wait.
    const placesBefore = await listColumnPlaces(visitor);
    await visitor.find("suggestion").last().click();
    await visitor.find("queue-take").waitFor();
    expect(await visitor.find("welcome").count()).toBe(0);
    expect(await listColumnPlaces(visitor)).toEqual(placesBefore);
    // What this is can still be read, also without the welcome.
    await visitor.find("about").hover();
    await visitor.find("explanation").getByText("Its agents work in RingCentral Engage").waitFor();
    const close = visitor.find("close");
    expect(await close.getAttribute("aria-disabled")).toBe("true");
    await close.hover();
    await visitor.find("explanation").getByText("that an agent has taken can be closed").waitFor();
    await visitor.find("queue-box").waitFor();
    await visitor.takeFromQueue();
    await visitor.answer("Hello, here is a file.", {
      name: "a.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("text"),
    });
    await visitor.hears("agent", "Hello, here is a file.");
    // Both sides hear what is new: lists of messages are live regions, and polite ones.
    for (const name of ["Conversation in the Webchat", /^Messages with /]) {
      const log = page.getByRole("log", { name });
      await log.getByText("Hello, here is a file.").waitFor();
      expect(await log.getAttribute("aria-live")).toBe("polite");
    }
    await visitor.find("customer-card").locator("summary").click();
    await visitor.click("transfer");
    await visitor.find("transfer-target").first().waitFor();
    await page.keyboard.press("Escape");
    barriers.handover = await findBarriers(page);
    // An open card leaves room for messages, and the field for the answer stays in the desk.
    expect((await visitor.desk.getByRole("log").boundingBox())?.height).toBeGreaterThan(100);
    expect(await isInSight(visitor.find("reply"))).toBe(true);
    expect(await page.evaluate("document.querySelector('.column-desk').scrollTop")).toBe(0);

    // A notice takes a place of its own.
    await visitor.find("composer-file").setInputFiles({
      name: "big.bin",
      mimeType: "application/octet-stream",
      buffer: Buffer.alloc(5 * 1024 * 1024 + 1),
    });
    const toast = await boxOf(visitor, "toast");
    const column = await page.locator(".column-flow").boundingBox();
    expect(toast.y).toBeGreaterThanOrEqual((column?.y ?? 0) + (column?.height ?? 0));

    // Node, call and log line, and the height that they share.
    await visitor.find("run").filter({ hasText: "Handover" }).click();
    await visitor.click("flow-node", { "data-node-id": "handover" });
    await visitor.find("settings-all").waitFor();
    barriers.node = await findBarriers(page);
    await visitor.click("detail-close");
    await visitor.find("call").first().click();
    await visitor.find("call-detail").getByText("Response", { exact: true }).waitFor();
    const before = await boxOf(visitor, "splitter");
    await drag(visitor, before, -80);
    const after = await boxOf(visitor, "splitter");
    expect(before.y - after.y).toBeGreaterThan(50);
    await visitor.click("detail-close");
    await visitor.click("flow-whole");
    await visitor.click("timeline-pause");
    await visitor.click("timeline-pause");

    // Back with the bot, with buttons, links and cards.
    await visitor.click("close");
    await visitor.hears("bot", "My colleague has left the chat");
    await visitor.say("Opening hours");
    await visitor.chat.getByText("Show the way").waitFor();
    await visitor.say("My orders");
    await visitor.chat.locator(".media-picture").first().waitFor();

    // Broken: the banner, the lost answer, the log line.
    await visitor.switchFaults("fault-engage-errors");
    await visitor.click("tab-messaging");
    await visitor.say("I want a person");
    await visitor.find("message-problem").first().waitFor();
    await visitor.click("follow-live");
    await page.locator(".is-lit > .flow-node.is-failed").first().waitFor();
    await visitor.find("thread").first().hover();
    await visitor.click("log", { "data-code": "reply_failed" });
    await visitor.find("log-detail").waitFor();
    await page.emulateMedia({ colorScheme: "dark" });
    barriers["broken, dark"] = await findBarriers(page);
    await page.setViewportSize(SMALL_LAPTOP);
    barriers["small, dark"] = await findBarriers(page);
    await page.setViewportSize(LAPTOP);
    await visitor.click("detail-close");
    await visitor.click("fault-reset");

    // The tour, and the phone: little chrome, and the chat stays in view.
    await visitor.click("tour-start");
    await visitor.find("tour-question").waitFor();
    barriers["tour, asked"] = await findBarriers(page);
    await visitor.click("tour-question-yes");
    await visitor.find("tour", { "data-step": "1", "data-phase": "done" }).waitFor();
    barriers.tour = await findBarriers(page);
    await page.setViewportSize(PHONE);
    expect((await page.locator(".column.is-chosen").boundingBox())?.y).toBeLessThan(MAX_CHROME_PX);
    // Each icon of the bar has a word.
    const buttons = await page.locator(".top button").all();
    const words = await Promise.all(buttons.map((button) => button.innerText()));
    expect(words.map((word) => word.trim())).toEqual(["Tour", "Break", "Platform", "Reset", "Theme"]);
    // At one moment: a notice that goes makes room for both.
    const room = `(() => {
      const [dock, composer] = ["tour", "composer"].map((id) => document.querySelector(\`[data-testid=\${id}]\`));
      return dock.getBoundingClientRect().top - composer.getBoundingClientRect().bottom;
    })()`;
    expect(await page.evaluate(room)).toBeGreaterThan(0);
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme });
      for (const name of ["customer", "flow", "desk"]) {
        await visitor.click(`column-${name}`);
        if (name === "customer") {
          await visitor.click("script");
        }
        barriers[`phone, ${colorScheme}, ${name}`] = await findBarriers(page);
      }
    }
    await visitor.skipTo("Skip to the chat");
    await visitor.chat.waitFor();
    await visitor.click("tour-stop");
    await visitor.click("break");
    await page.keyboard.press("Escape");

    for (const theme of ["light", "dark", "auto"]) {
      await visitor.click("theme");
      await visitor.find("theme", { "data-state": theme }).waitFor();
    }
    await page.setViewportSize({ width: 1720, height: 900 });
    await page.setViewportSize(LAPTOP);
    const unused = (await styles?.findUnused()) ?? [];
    expect({
      barriers: Object.entries(barriers).filter(([, found]) => found.length > 0),
      unused: unused.filter((selector) => !ELSEWHERE.includes(selector)),
    }).toEqual({ barriers: [], unused: [] });

    // The split is remembered; a reset leads back to the start, at its top.
    await page.reload();
    expect(Math.abs((await boxOf(visitor, "splitter")).y - after.y)).toBeLessThan(60);
    await visitor.click("sandbox-reset");
    await visitor.click("sandbox-reset-yes");
    await visitor.find("welcome").waitFor();
    expect(await page.evaluate("document.querySelector('.diagram-area').scrollTop")).toBe(0);
  });

  it("explain their words to a pointer, to the keyboard and to a finger", async () => {
    const visitor = await lab.visit({ viewport: LAPTOP });
    const explanation = visitor.find("explanation");
    const call = visitor.find("call").filter({ hasText: "Hub" }).first();
    await call.getByText("Hub", { exact: true }).hover();
    await explanation.getByText("The transformer of the Endpoint that Engage calls").waitFor();
    await visitor.find("tab-messaging").hover();
    await explanation.getByText("The customer writes on a channel that Engage owns").waitFor();
    await visitor.find("flow-node", { "data-node-id": "handover-update" }).hover();
    await explanation.getByText("Handover Update: ").waitFor();
    // What a click changes is explained anew while the pointer stays.
    await visitor.find("theme").hover();
    await explanation.getByText("Theme: as the system").waitFor();
    await visitor.click("theme");
    await explanation.getByText("Theme: light").waitFor();

    // The keyboard explains the words of a button that has the focus, also when it has to scroll to it.
    await visitor.page.mouse.move(0, 0);
    await visitor.skipTo("Skip to what happened");
    await visitor.tabTo("call");
    await visitor.page.keyboard.press("End");
    await explanation.getByText("Hub: The transformer").waitFor();
    await visitor.page.keyboard.press("Escape");
    expect(await explanation.count()).toBe(0);

    // A tap explains a word. On a button it presses, and a long press explains.
    const phone = await lab.visit({ viewport: PHONE, isMobile: true, hasTouch: true });
    await phone.find("welcome").locator(".term").tap();
    await phone.find("explanation").getByText("The bot passes the conversation to a person").waitFor();
    await phone.find("tab-messaging").tap();
    await phone.find("chat-messaging").waitFor();
    expect(await phone.find("explanation").count()).toBe(0);
    await longPress(phone, "send");
    await phone.find("explanation").getByText("Send", { exact: true }).waitFor();
  });

  it("show 300 conversations page by page", async () => {
    const visitor = await lab.visit({ viewport: LAPTOP });
    await visitor.say("I want to talk to a person");
    await visitor.find("queue-box").waitFor();
    addConversations(lab.sandbox().engage, MANY);
    await visitor.find("threads-more").waitFor();
    // The oldest one of all is opened, and no other.
    await visitor.takeFromQueue();
    const rows = visitor.find("thread");
    // Beyond the latest ones, those that wait or have an agent: here the one in the Webchat, whose place in the queue is over.
    expect(await rows.count()).toBe(41);
    await visitor.find("queue-box").waitFor({ state: "detached" });
    for (let shown = 80; shown <= MANY; shown += 40) {
      await visitor.click("threads-more");
      await rows.nth(Math.min(shown, MANY) - 1).waitFor({ state: "attached" });
    }
  });
});

/** What is clipped away has a box, too. */
async function isInSight(part: Locator): Promise<boolean> {
  return part.evaluate((one) => {
    const { left, top } = one.getBoundingClientRect();
    return one.ownerDocument.elementFromPoint(left + 8, top + 8) === one;
  });
}

async function listColumnPlaces({ page }: Visitor) {
  const columns = await page.locator(".column").all();
  return Promise.all(columns.map((column) => column.boundingBox()));
}

/** A finger that stays: no click follows. */
async function longPress({ page }: Visitor, testId: string): Promise<void> {
  const box = await page.getByTestId(testId).boundingBox();
  const session = await page.context().newCDPSession(page);
  const touchPoints = [{ x: (box?.x ?? 0) + 10, y: (box?.y ?? 0) + 10 }];
  await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  await session.send("Input.dispatchTouchEvent", { type: "touchCancel", touchPoints: [] });
}

async function findCutTabs({ page }: Visitor): Promise<string[]> {
  const tabs = await page.getByRole("tab").all();
  const cut = await Promise.all(
    tabs.map(async (tab) => {
      const isCut = await tab.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
      return isCut ? [await tab.innerText()] : [];
    }),
  );
  return cut.flat();
}

async function boxOf(visitor: Visitor, testId: string) {
  const box = await visitor.find(testId).first().boundingBox();
  if (box === null) {
    throw new Error(`"${testId}" is not to be seen.`);
  }
  return box;
}

async function drag({ page }: Visitor, from: { x: number; y: number; width: number; height: number }, byPx: number) {
  const [x, y] = [from.x + from.width / 2, from.y + from.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + byPx, { steps: 2 });
  await page.mouse.up();
}
