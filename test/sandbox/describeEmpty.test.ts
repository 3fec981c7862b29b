/** What `npm run sandbox:headless -- --empty` prints is all that `install` asks for first. */
import { describeEmpty } from "../../sandbox/headless/describeEmpty";
import { startEmpty } from "../../sandbox/headless/startEmpty";

test("its .env names the route, and says what else is needed without a terminal", async () => {
  const accounts = await startEmpty({ engage: 0, cognigy: 0, control: 0, management: 0 });
  try {
    const printed = describeEmpty(accounts);
    const block = /^\.env .*\n((?:[A-Z_]+=.*\n)+)/m.exec(printed)?.[1] ?? "";
    expect([...block.matchAll(/^(\w+)=./gm)].map(([, name]) => name)).toEqual([
      "ENGAGE_API_URL",
      "ENGAGE_ACCESS_TOKEN",
      "COGNIGY_ENDPOINT_URL",
      "COGNIGY_API_URL",
      "COGNIGY_API_KEY",
      "COGNIGY_PROJECT_ID",
      "ENGAGE_ROUTES",
      "REHEARSAL_CUSTOMER_URL",
    ]);
    expect(printed).toMatch(/Without a terminal, .* ENGAGE_REALTIME_ENDPOINT_URL and ENGAGE_REALTIME_ACCESS_TOKEN/);
  } finally {
    await accounts.close();
  }
});
