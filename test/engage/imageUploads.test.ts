/** Images on their way into Engage: the form that is sent, what is known the second time, and refusals. */

import { hmac } from "../../harness/hmac";
import { type ImageServer, PNG, startImageServer } from "../../harness/imageServer";
import { checkExchanges } from "../../harness/openapi";
import { type EngageStandIn, startEngage } from "../../sandbox/engage/startEngage";
import { systemClock } from "../../src/engage/clock";
import { createEngageClient, type EngageClient } from "../../src/engage/engageClient";
import type { ImageWish } from "../../src/engage/imageUploads";
import { toMultipart } from "../../src/engage/multipart";

let engage: EngageStandIn;
let images: ImageServer;
let client: EngageClient;
beforeAll(async () => {
  [engage, images] = await Promise.all([startEngage(), startImageServer()]);
});
beforeEach(() => {
  engage.reset();
  images.clear();
  client = createEngageClient({
    settings: { apiUrl: engage.apiUrl, accessToken: engage.seed.tokens.bot },
    hmac,
    clock: systemClock,
    budget: { deadlineMs: Date.now() + 15_000, requestMs: 5_000 },
  });
});
afterEach(() => {
  client.close();
  expect(checkExchanges(engage.exchanges)).toEqual([]);
});
afterAll(() => Promise.all([engage.close(), images.close()]));

const PUBLIC: ImageWish = { types: ["image/png"], isPrivate: false };
const PRIVATE: ImageWish = { types: ["image/png"], isPrivate: true };
/** Every test has images of its own, since what was uploaded is known for the life of this process. */
let number = 0;
const newImage = () => images.url(`/red.png?${number++}`);
/** What an earlier test gave up may still arrive. */
const downloads = (url: string) => images.asked.filter((path) => url.endsWith(path));
const uploads = () => engage.exchanges.filter(({ path }) => path === "/1.0/attachments");

test.each<[kind: string, wish: ImageWish, fields: object]>([
  ["a public one", PUBLIC, {}],
  ["a private one", PRIVATE, { private: "true" }],
])("%s is uploaded as a form with its file, name and type", async (_, wish, fields) => {
  const id = await client.uploadImage(newImage(), wish);
  expect(engage.exchanges).toHaveLength(1);
  expect(engage.exchanges[0]).toMatchObject({
    method: "POST",
    path: "/1.0/attachments",
    headers: {
      "content-type": expect.stringMatching(/^multipart\/form-data; boundary=\S+$/),
      "content-length": expect.stringMatching(/^\d+$/),
      authorization: `Bearer ${engage.seed.tokens.bot}`,
    },
    body: { ...fields, file: { filename: "red.png", size: PNG.length } },
  });
  const stored = engage.domain.attachments.get(id);
  expect(stored).toMatchObject({ content_type: "image/png", isPublic: !wish.isPrivate });
  expect(Buffer.from(stored?.bytes ?? []).equals(PNG)).toBe(true);
});

test("One image is downloaded and uploaded once, but a private and a public one are two", async () => {
  const url = newImage();
  const first = await client.uploadImage(url, PUBLIC);
  expect(await client.uploadImage(url, PUBLIC)).toBe(first);
  expect([downloads(url).length, uploads().length]).toEqual([1, 1]);
  expect(await client.uploadImage(url, PRIVATE)).not.toBe(first);
  expect([downloads(url).length, uploads().length]).toEqual([2, 2]);
});

test("Another account gets an upload of its own", async () => {
  const url = newImage();
  await client.uploadImage(url, PUBLIC);
  const other = createEngageClient({
    settings: { apiUrl: engage.apiUrl.replace("127.0.0.1", "localhost"), accessToken: engage.seed.tokens.bot },
    hmac,
    clock: systemClock,
    budget: { deadlineMs: Date.now() + 15_000, requestMs: 5_000 },
  });
  await other.uploadImage(url, PUBLIC);
  other.close();
  expect(uploads()).toHaveLength(2);
});

test("Another token of the same account gets an upload of its own: it may see other attachments", async () => {
  const url = newImage();
  await client.uploadImage(url, PUBLIC);
  engage.domain.tokens.set("other-token", engage.seed.users.bot.id);
  const other = createEngageClient({
    settings: { apiUrl: engage.apiUrl, accessToken: "other-token" },
    hmac,
    clock: systemClock,
    budget: { deadlineMs: Date.now() + 15_000, requestMs: 5_000 },
  });
  await other.uploadImage(url, PUBLIC);
  other.close();
  expect(uploads()).toHaveLength(2);
});

test("One that Engage lost can be forgotten", async () => {
  const url = newImage();
  await client.uploadImage(url, PUBLIC);
  client.forgetImage(url, PUBLIC);
  await client.uploadImage(url, PUBLIC);
  expect(uploads()).toHaveLength(2);
});

test("A 429 is waited out, and a failure is not remembered", async () => {
  const url = newImage();
  engage.faults.inject({ kind: "status", status: 429, body: {}, headers: { "retry-after": "0" } });
  await client.uploadImage(url, PUBLIC);
  expect([downloads(url).length, uploads().length]).toEqual([1, 2]);

  const refused = newImage();
  const error = { error: "compose_disabled_on_source", message: "Compose is disabled", status: 422 };
  engage.faults.inject({ kind: "status", status: 422, body: error });
  await expect(client.uploadImage(refused, PUBLIC)).rejects.toMatchObject({
    code: "invalid_request",
    engageError: "compose_disabled_on_source",
    hint: expect.stringContaining("attachments security level"),
  });
  await expect(client.uploadImage(refused, PUBLIC)).resolves.toEqual(expect.any(String));
});

test("An Engage elsewhere makes no exception for this machine's own addresses", async () => {
  const remote = createEngageClient({
    settings: { apiUrl: "https://127.0.0.1.example.com/1.0", accessToken: "t" },
    hmac,
    clock: systemClock,
    budget: { deadlineMs: Date.now() + 15_000, requestMs: 5_000 },
  });
  await expect(remote.uploadImage(newImage(), PUBLIC)).rejects.toMatchObject({
    code: "image_unusable",
    message: expect.stringContaining("private address"),
  });
  expect(images.connections).toBe(0);
  remote.close();
});

test("An image may take as long as a request, and no longer than the node has", async () => {
  for (const budget of [
    { deadlineMs: Date.now() + 15_000, requestMs: 100 },
    { deadlineMs: Date.now() + 100, requestMs: 5_000 },
  ]) {
    const hurried = createEngageClient({
      settings: { apiUrl: engage.apiUrl, accessToken: engage.seed.tokens.bot },
      hmac,
      clock: systemClock,
      budget,
    });
    await expect(hurried.uploadImage(images.url("/never.png"), PUBLIC)).rejects.toMatchObject({
      code: "image_unusable",
      retryable: true,
      message: expect.stringContaining("did not arrive within"),
    });
    hurried.close();
  }
});

test("No file can end its part of the form, and no name its line", async () => {
  const bytes = Buffer.from('--ringcentral-engage-0--\r\nContent-Disposition: form-data; name="private"\r\n\r\ntrue');
  const file = { filename: 'a"\r\nX: y.png', contentType: "image/png\r\nX: y", bytes };
  const { body, contentType } = toMultipart(file, { private: "true" });
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": contentType } }).formData();
  const read = form.get("file");
  if (!(read instanceof File)) {
    throw new Error("There is no file in the form");
  }
  expect(Buffer.from(await read.arrayBuffer()).equals(bytes)).toBe(true);
  expect([...form.keys()]).toEqual(["private", "file"]);
  expect(body.toString()).not.toMatch(/^X: y/m);
});
