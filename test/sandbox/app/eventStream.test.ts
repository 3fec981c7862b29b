/** The page's stream of states, as browsers that come and go read it. */
import { once } from "node:events";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { EventStream } from "../../../sandbox/app/page/EventStream";

describe("The stream of states", () => {
  let rendered = 0;
  const stream = new EventStream(() => String(++rendered));
  const server = createServer((_request, response) => {
    stream.open(response, {}, 40);
    response.on("close", () => server.emit("left"));
  });
  beforeAll(() => once(server.listen(0, "127.0.0.1"), "listening"));
  afterAll(() => {
    stream.close();
    server.close();
  });

  const visit = async (): Promise<IncomingMessage> => {
    const { port } = server.address() as AddressInfo;
    const [response] = await once(get({ host: "127.0.0.1", port }), "response");
    await once(response, "data");
    return response;
  };

  it("shows a new page what changes, also when somebody asked for something while no page was open", async () => {
    const first = await visit();
    stream.changed();
    await once(first, "data");
    // The next push has to wait a moment; before it happens, the page leaves.
    stream.changed();
    first.destroy();
    await once(server, "left");
    stream.changedOnRequest();

    const second = await visit();
    const before = rendered;
    stream.changed();
    await once(second, "data");
    expect(rendered).toBeGreaterThan(before);
    second.destroy();
  });
});
