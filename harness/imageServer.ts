/** A web server with images, good and bad ones, that counts what is asked of it. */
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

export const MEBIBYTE = 1024 * 1024;
export const PNG = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(100, 7)]);
export const JPEG = Buffer.concat([Buffer.from("ffd8ffe0", "hex"), Buffer.alloc(100, 7)]);
export const MP4 = Buffer.concat([Buffer.from("0000002066747970", "hex"), Buffer.alloc(100, 7)]);

/** A PNG of exactly this size, as far as anybody looks. */
function pngOf(bytes: number): Buffer {
  return Buffer.concat([PNG, Buffer.alloc(bytes - PNG.length)]);
}

const send =
  (status: number, headers: Record<string, string | number>, body?: Buffer | string): RequestListener =>
  (_, response) =>
    void response.writeHead(status, headers).end(body);

const ROUTES: Record<string, RequestListener> = {
  "/red.png": send(200, { "content-type": "image/png" }, PNG),
  "/blue.png": send(200, { "content-type": "image/png" }, PNG),
  "/photo": send(200, { "content-type": "image/JPG; charset=binary" }, JPEG),
  "/clip.mp4": send(200, { "content-type": "video/mp4" }, MP4),
  "/limit.png": send(200, { "content-type": "image/png" }, pngOf(5 * MEBIBYTE)),
  "/moved.png": send(302, { location: "/red.png" }),
  "/gone.png": send(404, { "content-type": "text/html" }, "<p>gone</p>"),
  "/broken.png": send(503, {}),
  "/page.png": send(200, { "content-type": "text/html" }, "<p>an image</p>"),
  "/untyped.png": send(200, {}, PNG),
  "/fake.png": send(200, { "content-type": "image/png" }, "GIF89a and so on"),
  "/empty.png": send(200, { "content-type": "image/png" }),
  "/packed.png": send(200, { "content-type": "image/png", "content-encoding": "gzip" }, PNG),
  "/declared.png": (_, response) => {
    response.writeHead(200, { "content-type": "image/png", "content-length": 6 * MEBIBYTE }).write(PNG);
  },
  /** Says nothing of its length and never ends. */
  "/endless.png": (_, response) => {
    response.writeHead(200, { "content-type": "image/png" });
    const more = () => {
      while (!response.destroyed && response.write(pngOf(MEBIBYTE))) {}
    };
    response.on("drain", more);
    more();
  },
  "/short.png": (_, response) => {
    response.writeHead(200, { "content-type": "image/png", "content-length": 1000 });
    response.write(PNG, () => response.destroy());
  },
  "/never.png": () => {},
  "/trickle.png": (_, response) => {
    response.writeHead(200, { "content-type": "image/png" }).write(PNG);
  },
};

export interface ImageServer {
  port: number;
  url(path: string): string;
  /** Paths with their queries, asked for since the last clearing, connections opened since then. */
  asked: string[];
  connections: number;
  clear(): void;
  close(): Promise<void>;
}

export async function startImageServer(): Promise<ImageServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { url = "" } = request;
    asked.push(url);
    (ROUTES[url.split("?")[0] ?? ""] ?? send(404, {}))(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const images: ImageServer = {
    port,
    url: (path) => `http://127.0.0.1:${port}${path}`,
    asked,
    connections: 0,
    clear() {
      asked.length = 0;
      images.connections = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  server.on("connection", () => {
    images.connections++;
  });
  return images;
}
