/** Images by URL: what is taken, what is refused, and which addresses are never connected to. */
import type { LookupAddress } from "node:dns";
import { type ImageServer, JPEG, MEBIBYTE, MP4, PNG, startImageServer } from "../../harness/imageServer";
import { EngageError } from "../../src/core/errors";
import { fetchImage, type ImageRules } from "../../src/engage/fetchImage";
import { isPublicAddress } from "../../src/engage/publicAddress";

let images: ImageServer;
beforeAll(async () => {
  images = await startImageServer();
});
beforeEach(() => images.clear());
afterAll(() => images.close());

const RULES: ImageRules = { types: ["image/png", "image/jpeg"], timeoutMs: 4_000, allowLoopback: true };

async function failureOf(url: string, change: Partial<ImageRules> = {}): Promise<EngageError> {
  const thrown: unknown = await fetchImage(url, { ...RULES, ...change }).then(
    () => undefined,
    (error) => error,
  );
  if (!(thrown instanceof EngageError)) {
    throw new Error(`No refusal, but ${String(thrown)}`);
  }
  return thrown;
}

/** A name service with one answer for every name. */
const answering =
  (...addresses: string[]): ImageRules["lookup"] =>
  (_hostname, _options, callback) =>
    callback(
      null,
      addresses.map((address): LookupAddress => ({ address, family: address.includes(":") ? 6 : 4 })),
    );

test.each<[path: string, filename: string, contentType: string, bytes: Buffer]>([
  ["/red.png", "red.png", "image/png", PNG],
  ["/red.png?token=a%2Fb#part", "red.png", "image/png", PNG],
  ["/photo", "photo.jpg", "image/jpeg", JPEG],
])("%s is taken", async (path, filename, contentType, bytes) => {
  const image = await fetchImage(images.url(path), RULES);
  expect({ ...image, bytes: image.bytes.equals(bytes) }).toEqual({ filename, contentType, bytes: true });
});

test("5 MB are taken", async () => {
  expect((await fetchImage(images.url("/limit.png"), RULES)).bytes).toHaveLength(5 * MEBIBYTE);
});

test("A video is taken only where the message may carry one", async () => {
  const types = [...RULES.types, "video/mp4"] as const;
  expect((await fetchImage(images.url("/clip.mp4"), { ...RULES, types })).bytes.equals(MP4)).toBe(true);
  expect((await failureOf(images.url("/clip.mp4"))).message).toContain("only PNG or JPEG is taken");
});

test.each<[path: string, problem: string, retryable: boolean]>([
  ["/moved.png", "redirects are not followed", false],
  ["/gone.png", "its server answered 404", false],
  ["/broken.png", "its server answered 503", true],
  ["/page.png", "its server says it is text/html", false],
  ["/untyped.png", "its server says it is no type at all", false],
  ["/fake.png", "it is not the PNG file that its server says it is", false],
  ["/empty.png", "it is not the PNG file that its server says it is", false],
  ["/packed.png", "its server sends it compressed", false],
  ["/declared.png", "it is larger than 5 MB", false],
  ["/endless.png", "it is larger than 5 MB", false],
  ["/short.png", "its server cannot be reached (ECONNRESET)", true],
])("%s is refused", async (path, problem, retryable) => {
  const error = await failureOf(`${images.url(path)}?signature=secret`);
  expect(error).toMatchObject({ code: "image_unusable", retryable, hint: expect.stringContaining("5 MB") });
  expect(error.message).toContain(problem);
  expect(error.message).not.toContain("secret");
  expect(images.asked).toEqual([`${path}?signature=secret`]);
});

test.each(["/never.png", "/trickle.png"])("%s ends in time", async (path) => {
  const error = await failureOf(images.url(path), { timeoutMs: 100 });
  expect(error).toMatchObject({ code: "image_unusable", retryable: true });
  expect(error.message).toContain("did not arrive within 100 ms");
});

test.each(["http://127.0.0.1:1/a.png", "https://127.0.0.1:1/a.png"])("Nobody listens at %s", async (url) => {
  expect((await failureOf(url)).message).toContain("cannot be reached (ECONNREFUSED)");
});

test.each([
  "ftp://example.com/a.png",
  "file:///etc/passwd",
  "data:image/png;base64,iVBORw0KGgo=",
  "http://user:password@example.com/a.png",
  "http://",
])("%s is no URL of an image", async (url) => {
  expect(await failureOf(url)).toMatchObject({
    code: "image_unusable",
    message: expect.stringContaining("not the URL"),
  });
});

describe("A private address", () => {
  test.each([
    "localhost",
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0.0.0.0",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
  ])("of this machine, written %s, is not connected to", async (host) => {
    const error = await failureOf(`http://${host}:${images.port}/red.png`, { allowLoopback: false });
    expect(error.message).toContain("it is at a private address");
    expect(images.connections).toBe(0);
  });

  test.each(["127.0.0.1", "10.1.2.3", "::1", "fd00::1", "::ffff:10.0.0.1"])(
    "that a public name leads to (%s) is not connected to",
    async (address) => {
      const url = `http://images.example:${images.port}/red.png`;
      const error = await failureOf(url, { allowLoopback: false, lookup: answering(address) });
      expect(error.message).toContain("it is at a private address");
      expect(images.connections).toBe(0);
    },
  );

  test("beside one that is allowed is left aside, and the name is looked up once: nothing can change in between", async () => {
    let lookups = 0;
    const lookup: ImageRules["lookup"] = (hostname, options, callback) => {
      lookups++;
      answering("10.0.0.1", "127.0.0.1")?.(hostname, options, callback);
    };
    const image = await fetchImage(`http://images.example:${images.port}/red.png`, { ...RULES, lookup });
    expect(image.bytes.equals(PNG)).toBe(true);
    expect(lookups).toBe(1);
  });

  test.each(["169.254.169.254", "10.0.0.1", "192.168.1.1", "[fe80::1]"])(
    "such as %s stays refused where loopback is allowed",
    async (host) => {
      expect((await failureOf(`http://${host}/red.png`)).message).toContain("it is at a private address");
    },
  );
});

test.each<[address: string, isPublic: boolean]>([
  ["8.8.8.8", true],
  ["93.184.216.34", true],
  ["100.63.255.255", true],
  ["172.32.0.1", true],
  ["2606:4700::1111", true],
  ["0.1.2.3", false],
  ["10.255.255.255", false],
  ["100.64.0.1", false],
  ["127.255.255.254", false],
  ["169.254.0.1", false],
  ["172.31.255.255", false],
  ["192.0.0.8", false],
  ["192.168.0.1", false],
  ["198.18.0.1", false],
  ["203.0.113.5", false],
  ["224.0.0.1", false],
  ["255.255.255.255", false],
  ["::", false],
  ["::1", false],
  ["::ffff:8.8.8.8", false],
  ["64:ff9b::a00:1", false],
  ["2001::1", false],
  ["2001:db8::1", false],
  ["2002:a00:1::", false],
  ["fc00::1", false],
  ["fe80::1", false],
  ["fe80::1%eth0", false],
  ["2606:4700::1111%eth0", false],
  ["ff02::1", false],
  ["example.com", false],
  ["", false],
])("%s is public: %s", (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});
