/** Every type of structured message, sent by the node, as the customer and the agent see it; and what a choice brings. */
import type { Browser } from "playwright-core";
import { describeInBrowser, launchBrowser, type WatchedPage, watchPage } from "../../harness/browser";
import { drawPicture } from "../../harness/picture";
import { fingerprint } from "../../harness/pictures/fingerprint";
import { findStalePictures } from "../../harness/pictures/fingerprints";
import { type Shop, startShop } from "../../harness/startShop";
import { Visitor } from "../../harness/Visitor";

/** What can be read of each, and what the Flow gets of a choice: its payload, as after a quick reply of Cognigy's. */
const SHOWN = [
  { type: "select", words: ["Which size shall it be?", "Small", "Large"], choose: "Medium", payload: "size_m" },
  { type: "rich_link", words: ["Our new lamps", "Warm light", "See the collection"] },
  {
    type: "template",
    words: ['Desk lamp "Lumen"', "59.90 EUR", "Details"],
    choose: "Order now",
    payload: "order_lumen",
  },
  {
    type: "carousel",
    words: ["on their way", 'Desk lamp "Lumen"', 'Chair "Oak"', "Arrives on Friday", "Change the day"],
    choose: "Track it",
    payload: "track_chair",
  },
  {
    type: "list",
    words: ["Which shop is yours?", "North", "Harbour", "Pier 4", "South"],
    choose: "Old Town",
    payload: "shop_old_town",
  },
  {
    type: "time_select",
    words: ["When may we deliver?", "2026-06-01, 08:00", "120 min"],
    choose: "2026-06-02, 10:00",
    payload: "tuesday_10",
  },
  {
    type: "form",
    words: ["Return a chair", "Three short questions", "Reason: Too high, Another colour"],
  },
  { type: "apple_pay", words: ["Your order 4711", "Lumen & Oak: 69.90 EUR"] },
  { type: "authenticate", words: ["Please sign in to see your orders."] },
];

describeInBrowser("Structured messages on the sandbox's page", () => {
  jest.setTimeout(120_000);
  let browser: Browser;
  let shop: Shop;
  let watched: WatchedPage;
  let visitor: Visitor;

  beforeAll(async () => {
    const picture = drawPicture(258, 155);
    [browser, shop] = await Promise.all([launchBrowser(), startShop({ lamp: picture, chair: picture })]);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
    context.setDefaultTimeout(60_000);
    watched = await watchPage(context);
    visitor = new Visitor(watched.page);
    await watched.page.goto(shop.sandbox.url);
    await visitor.click("tab-messaging");
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  it.each(SHOWN)("of type $type are seen by customer and agent", async ({ type, words, choose, payload }) => {
    await visitor.say(type);
    const message = visitor.chat.locator('[data-testid="message"][data-from="bot"]').last();
    const atDesk = visitor.desk.locator('[data-testid="message"][data-from="bot"]').last();
    for (const place of [message, atDesk]) {
      for (const word of words) {
        await place.getByText(word).first().waitFor();
      }
    }
    await visitor.ran(`send-${type}`);
    expect(await findStalePictures({ [`structured-${type}`]: await fingerprint(message) })).toEqual([]);
    if (choose === undefined || payload === undefined) {
      return;
    }

    await visitor.choose(choose);
    await visitor.hears("bot", `The Flow got: ${payload}`);
    const reply = visitor.desk.locator('[data-testid="message"][data-from="customer"]').last();
    await reply.getByText(`Chosen: ${payload}`).waitFor();
    expect(await reply.innerText()).toContain(choose);
  });

  it("show their pictures, and nothing went wrong on the page", async () => {
    await visitor.chat.locator("img").first().scrollIntoViewIfNeeded();
    await visitor.until("[...document.querySelectorAll('.chat img')].some((one) => one.naturalWidth === 258)");
    expect(await visitor.chat.locator("img").count()).toBe(4);
    expect({ ...watched, page: undefined }).toEqual({ page: undefined, complaints: [], strangers: [] });
  });
});
