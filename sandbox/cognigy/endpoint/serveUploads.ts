/** Webchat's uploads: a token from the Endpoint, the file to the upload service, the file again for whoever has its address. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Platform } from "../Platform";
import { isWebchat } from "./EndpointDefinition";
import type { EndpointService } from "./EndpointService";
import { corsHeaders } from "./loopbackOrigin";
import { UploadService } from "./UploadService";
import { takesFiles } from "./webchatConfiguration";

/** The address of the service is not documented: the widget learns it with its token. */
const PATH = "/uploads";
/** As Webchat's own limit, and the form around the file. */
const BODY_LIMIT_BYTES = 10 * 1024 * 1024 + 10_000;
/** Shown where they are linked; other files are downloads, so that no page of anybody's comes from this address. */
const SHOWN_TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp", "audio/mpeg", "audio/ogg", "video/mp4"];

export function serveUploads(
  server: FastifyInstance,
  platform: Platform,
  findEndpoint: (URLToken: string) => EndpointService | undefined,
): void {
  const uploads = new UploadService();
  const onRequest = async ({ headers }: FastifyRequest, reply: FastifyReply) => {
    reply.headers(corsHeaders(headers.origin));
  };

  server.get<{ Params: { token: string } }>("/:token/fileuploadtoken", { onRequest }, ({ params }, reply) => {
    const definition = findEndpoint(params.token)?.definition;
    if (definition === undefined || !isWebchat(definition) || !takesFiles(definition)) {
      return refuse(reply, 404, "Not Found");
    }
    return reply.send({ fileUploadUrl: `${platform.url}${PATH}`, token: uploads.issueToken() });
  });
  // The widget's token is in a header, for which a browser asks first.
  server.options(PATH, { onRequest }, (_request, reply) =>
    reply
      .code(204)
      .headers({ "access-control-allow-methods": "POST", "access-control-allow-headers": "authorization,content-type" })
      .send(),
  );
  server.post(PATH, { onRequest, bodyLimit: BODY_LIMIT_BYTES }, async ({ headers, body }, reply) => {
    if (!uploads.isAuthorized(headers.authorization)) {
      return refuse(reply, 401, "Unauthorized");
    }
    const file = await readFile(body, headers["content-type"] ?? "");
    if (file === undefined) {
      return refuse(reply, 400, "The form has no file.");
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    return uploads.add({ contentType: file.type, bytes }, `${platform.url}${PATH}/`);
  });
  server.get<{ Params: { id: string } }>(`${PATH}/:id`, ({ params }, reply) => {
    const file = uploads.find(params.id);
    if (file === undefined) {
      return refuse(reply, 404, "Not Found");
    }
    const isShown = SHOWN_TYPES.includes(file.contentType);
    return reply
      .type(isShown ? file.contentType : "application/octet-stream")
      .headers({
        // The page that shows it is the customer's.
        "cross-origin-resource-policy": "cross-origin",
        "x-content-type-options": "nosniff",
        ...(isShown ? {} : { "content-disposition": "attachment" }),
      })
      .send(Buffer.from(file.bytes));
  });
}

async function readFile(body: unknown, contentType: string): Promise<File | undefined> {
  if (!Buffer.isBuffer(body) || !contentType.startsWith("multipart/form-data")) {
    return undefined;
  }
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": contentType } })
    .formData()
    .catch(() => undefined);
  const file = form?.get("file");
  return file instanceof File ? file : undefined;
}

function refuse(reply: FastifyReply, status: number, error: string): FastifyReply {
  return reply.code(status).send({ error });
}
