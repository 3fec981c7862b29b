/** Files that the page shows or links: pictures of the demo Flow, files in Engage and files from Webchat. */
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Attachment } from "../../engage/domain/records";
import type { Upload } from "../Uploads";

export interface FileSources {
  assetsDirectory: string;
  findAttachment(id: string): Attachment | undefined;
  findUpload(id: string): Upload | undefined;
}

const ASSET_TYPES: Readonly<Record<string, string>> = { ".svg": "image/svg+xml", ".png": "image/png" };

/** Shown in the page; whatever else somebody uploaded is only downloaded. */
const SHOWN_TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp", "audio/mpeg", "audio/ogg", "video/mp4"];

/** A widget shows them on a page of another origin; the sandbox's own page and its data stay where they are. */
const onRequest = async (_request: FastifyRequest, reply: FastifyReply) => {
  reply.header("cross-origin-resource-policy", "cross-origin");
};

export function addFileRoutes(server: FastifyInstance, sources: FileSources): void {
  server.get<{ Params: { name: string } }>("/assets/:name", { onRequest }, async ({ params: { name } }, reply) => {
    const type = ASSET_TYPES[extname(name)];
    if (type === undefined || !/^[\w-]+\.\w+$/.test(name)) {
      return notFound(reply);
    }
    try {
      return reply.type(type).send(await readFile(join(sources.assetsDirectory, name)));
    } catch {
      return notFound(reply);
    }
  });
  server.get<{ Params: { id: string } }>("/api/attachments/:id", { onRequest }, async ({ params: { id } }, reply) => {
    const file = sources.findAttachment(id);
    return file ? sendFile(reply, file.content_type, Buffer.from(file.bytes)) : notFound(reply);
  });
  server.get<{ Params: { id: string } }>("/api/uploads/:id", { onRequest }, async ({ params: { id } }, reply) => {
    const file = sources.findUpload(id);
    return file ? sendFile(reply, file.contentType, file.bytes) : notFound(reply);
  });
}

function sendFile(reply: FastifyReply, contentType: string, bytes: Buffer): FastifyReply {
  const isShown = SHOWN_TYPES.includes(contentType);
  return reply
    .type(isShown ? contentType : "application/octet-stream")
    .headers(isShown ? {} : { "content-disposition": "attachment" })
    .send(bytes);
}

function notFound(reply: FastifyReply): FastifyReply {
  return reply
    .code(404)
    .type("application/json")
    .send({ error: { message: "There is no such file." } });
}
