/** What the desk shows between a conversation's messages. */
import { DeskNotes } from "../../../sandbox/app/DeskNotes";
import { type EngageStandIn, startEngage } from "../../../sandbox/engage/startEngage";

let engage: EngageStandIn;
beforeAll(async () => {
  engage = await startEngage();
});
afterAll(() => engage.close());

test("Categories that two nodes set at the same moment are shown once, and again after others", () => {
  const { domain, seed } = engage;
  const { bot, billing } = seed.categories;
  const notes = new DeskNotes(domain, bot.id);
  for (const category of [billing, billing, bot, billing]) {
    domain.categorizeThread(seed.thread.id, [category.id]);
  }
  const categories = notes.of(seed.thread.id).filter((note) => note.categories);
  expect(categories.map(({ text }) => text)).toEqual(["Category: Billing.", "Category: Bot.", "Category: Billing."]);
});
