/** What the official Webchat widget makes of a handover, whatever the platform does with notifies. */
import { startTwoPlatforms } from "../../harness/twoPlatforms";
import type { SocketMessage } from "../../sandbox/cognigy/endpoint/SocketClient";

/** As the widget reads an output: the queue in the data's own data, else what is for Webchat, else the text; all of it HTML. */
function shownInWidget({ text, data }: SocketMessage): unknown {
  const root = Object(data);
  const event = Object(Object(root.data)._cognigy)._webchat3;
  const message = Object(Object(root._cognigy)._webchat).message;
  return event ?? message ?? (root.attachments ? { text, files: root.attachments } : text);
}

test.each([
  { convertNotify: true, notifyThroughOutput: true },
  { convertNotify: true, notifyThroughOutput: false },
  { convertNotify: false, notifyThroughOutput: true },
  { convertNotify: false, notifyThroughOutput: false },
])("Queue, agents' words, pictures, files and choices are shown as they are meant: %j", async (cognigy) => {
  const platforms = await startTwoPlatforms({ leaps: true, cognigy, receive: { showQueue: true } });
  try {
    const { engage, webchat, settle } = platforms;
    const { domain, seed } = engage;
    const customer = webchat.connect("user-1", "session-1");
    customer.send({ text: "I want an agent" });
    await settle();
    const thread = [...domain.threads.values()].find(({ source_id }) => source_id === seed.sources.sdk.id);
    const attach = (filename: string, content_type: string) => {
      const id = domain.newId("attachment");
      const bytes = Buffer.from("bytes");
      const record = { id, filename, content_type, size: 5, isPublic: true, foreign_id: null, bytes };
      domain.attachments.set(id, { ...record, ...domain.timestamps() });
      return id;
    };
    const answer = async (body: string, more: object = {}) => {
      domain.agentReplies(thread?.id ?? "", seed.agents.ana.id, body, more);
      await settle();
    };
    const before = customer.received.length;
    await answer("1 < 2 & <b>3</b>");
    await answer("", { attachmentIds: [attach("lamp.png", "image/png")] });
    await answer("Here", { attachmentIds: [attach("bill.pdf", "application/pdf")] });
    const items = [{ title: "A & B", payload: "A" }, { title: "C" }];
    await answer("Which?", { structuredContent: { type: "select", items } });

    expect(customer.received.slice(0, before).map(shownInWidget)).toContainEqual({
      type: "queueUpdate",
      payload: { position: 1, estimatedWaitTime: expect.any(Number), alternativeText: null },
    });
    const url = expect.stringMatching(/^http/);
    expect(customer.received.slice(before).map(shownInWidget)).toEqual([
      { text: "1 &lt; 2 &amp; &lt;b&gt;3&lt;/b&gt;" },
      { attachment: { type: "image", payload: { url, altText: "lamp.png" } } },
      "Here",
      {
        text: expect.stringMatching(/^bill\.pdf: http/),
        files: [{ fileName: "bill.pdf", mimeType: "application/pdf", size: 0, url }],
      },
      {
        text: "Which?",
        quick_replies: [
          { content_type: "text", title: "A &amp; B", payload: "A" },
          { content_type: "text", title: "C", payload: "C" },
        ],
      },
    ]);
    // For clients that show no HTML.
    expect(customer.received[before]?.text).toBe("1 < 2 & <b>3</b>");
  } finally {
    await platforms.close();
  }
});
