/** Draws the pictures of the documents: plays a handover on the sandbox's page, and every type of structured message. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Locator } from "playwright-core";
import { PNG } from "pngjs";
import { launchBrowser } from "../harness/browser";
import { type Fingerprint, fingerprint } from "../harness/pictures/fingerprint";
import { PICTURES, writeFingerprints } from "../harness/pictures/fingerprints";
import { beVisitor, DESKTOP, PHONE, playHandover, playOnPhone } from "../harness/pictures/scenes";
import { startShop } from "../harness/startShop";
import { Visitor } from "../harness/Visitor";
import { startSandbox } from "../sandbox/app/startSandbox";
import { STRUCTURED_TYPES } from "../src/core/content/channelLimits";
import { build } from "./build";
import { encodePalette } from "./encodePalette";
import { root } from "./paths";

/** What each picture shows, to know when it is old. */
const fingerprints: Record<string, Fingerprint> = {};

/** One column, wide enough for two cards. */
const CHAT: BrowserContextOptions = { viewport: { width: 500, height: 860 }, deviceScaleFactor: 2 };

async function main(): Promise<void> {
  await build();
  await mkdir(PICTURES, { recursive: true });
  const browser = await launchBrowser();
  try {
    await drawSandbox(browser);
    await drawStructuredMessages(browser);
    await writeFingerprints(fingerprints);
  } finally {
    await browser.close();
  }
}

async function drawSandbox(browser: Browser): Promise<void> {
  const sandbox = await startSandbox({ runNodesInProcess: true });
  try {
    const visitor = await visit(browser, sandbox.url, DESKTOP);
    await playHandover(visitor);
    const page = visitor.page.locator("#page");
    fingerprints["sandbox-light"] = await fingerprint(page);
    await showTheWay(visitor);
    await save("sandbox-light", await visitor.page.screenshot());
    await visitor.page.emulateMedia({ colorScheme: "dark" });
    fingerprints["sandbox-dark"] = await fingerprint(page);
    await save("sandbox-dark", await visitor.page.screenshot());

    const phone = await visit(browser, sandbox.url, PHONE, "2");
    await playOnPhone(phone);
    await allPicturesLoaded(phone);
    fingerprints["sandbox-phone"] = await fingerprint(phone.page.locator("#page"));
    await save("sandbox-phone", await phone.page.screenshot());
  } finally {
    await sandbox.close();
  }
}

/** The diagram and the timeline show how the conversation came to the agent. */
async function showTheWay(visitor: Visitor): Promise<void> {
  const run = visitor.find("execution", { "data-route": "bridge" }).filter({ hasText: "Handed over" });
  await showFirst(visitor.find("flow-node", { "data-node-id": "check-agents" }), 8);
  await showFirst(run.locator("xpath=preceding-sibling::*[4]"), 0);
  // Nothing that blinks or is under the pointer.
  await visitor.page.mouse.move(0, 0);
  await visitor.page.evaluate("document.activeElement?.blur()");
}

/** At the top of the area that it scrolls in. */
async function showFirst(part: Locator, marginPx: number): Promise<void> {
  await part.evaluate((one) => one.scrollIntoView({ block: "start", behavior: "instant" }));
  const area = part.locator("xpath=ancestor::*[contains(@class, 'diagram-area') or contains(@class, 'timeline-area')]");
  await area.evaluate((one, top) => one.scrollBy({ top, behavior: "instant" }), -marginPx);
}

async function drawStructuredMessages(browser: Browser): Promise<void> {
  const assets = join(root, "sandbox/flows/assets");
  const [lamp, chair] = [
    await drawSvg(browser, join(assets, "lamp.svg")),
    await drawSvg(browser, join(assets, "chair.svg")),
  ];
  const shop = await startShop({ lamp, chair });
  try {
    const visitor = await visit(browser, shop.sandbox.url, { ...CHAT, colorScheme: "light" });
    await visitor.click("tab-messaging");
    for (const type of STRUCTURED_TYPES) {
      await visitor.say(type);
      const message = await visitor.hears("bot", /./);
      await allPicturesLoaded(visitor);
      fingerprints[`structured-${type}`] = await fingerprint(message);
      await save(`structured-${type}`, await drawMessage(visitor, message));
      await visitor.click("messaging-new-customer");
      await message.waitFor({ state: "detached" });
    }
  } finally {
    await shop.close();
  }
}

/** With a little of the chat around it. */
async function drawMessage({ page }: Visitor, message: Locator): Promise<Buffer> {
  const parts = await message.locator("> *").all();
  const boxes = (await Promise.all(parts.map((part) => part.boundingBox()))).filter((box) => box !== null);
  const margin = 8;
  const x = Math.min(...boxes.map((box) => box.x)) - margin;
  const y = Math.min(...boxes.map((box) => box.y)) - margin;
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + margin;
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + margin;
  return page.screenshot({ clip: { x, y, width: right - x, height: bottom - y } });
}

async function drawSvg(browser: Browser, file: string): Promise<Buffer> {
  const page = await browser.newPage({ deviceScaleFactor: 2 });
  const source = (await readFile(file)).toString("base64");
  await page.setContent(`<img src="data:image/svg+xml;base64,${source}">`);
  const picture = await page.locator("img").screenshot();
  await page.close();
  return picture;
}

async function visit(browser: Browser, url: string, options: BrowserContextOptions, id = "1"): Promise<Visitor> {
  const context = await browser.newContext({ ...options, reducedMotion: "reduce" });
  const visitor = new Visitor(await context.newPage());
  await beVisitor(visitor, id);
  await visitor.page.goto(url);
  await visitor.find("webchat-link", { "data-state": "online" }).waitFor();
  return visitor;
}

async function allPicturesLoaded(visitor: Visitor): Promise<void> {
  await visitor.until("[...document.images].every((image) => image.complete && image.naturalWidth > 0)");
}

async function save(name: string, screenshot: Buffer): Promise<void> {
  const packed = encodePalette(PNG.sync.read(screenshot));
  await writeFile(join(PICTURES, `${name}.png`), packed);
  console.log(`${name}.png: ${Math.ceil(packed.length / 1000)} kB`);
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
