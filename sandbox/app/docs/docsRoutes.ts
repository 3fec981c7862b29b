/** The pages of `docs/`, to be read in the browser: what log lines and tours link to, and all that is linked from there. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { root } from "../../../scripts/paths";
import { escapeHtml } from "./escapeHtml";
import { renderMarkdown } from "./renderMarkdown";

const PAGE = /^\/docs\/(?:[a-z]+\/)?[\w-]+\.md$/;
/** Of any host: only paths count. */
const HERE = "http://docs";
const PICTURE = /^\/docs\/images\/[\w-]+\.png$/;

export function addDocsRoutes(server: FastifyInstance): void {
  server.get("/docs.css", async (_request, reply) => {
    const files = ["sandbox/page/styles/tokens.css", "sandbox/app/docs/docs.css"];
    const styles = await Promise.all(files.map((file) => readFile(join(root, file), "utf8")));
    return reply.type("text/css; charset=utf-8").send(styles.join("\n"));
  });
  server.get("/docs/*", async ({ url }, reply) => {
    const [path = ""] = url.split(/[?#]/);
    const isPage = PAGE.test(path);
    const content = isPage || PICTURE.test(path) ? await read(path) : undefined;
    if (content === undefined) {
      return reply.callNotFound();
    }
    return isPage
      ? reply.type("text/html; charset=utf-8").send(toPage(content.toString("utf8"), path))
      : reply.type("image/png").send(content);
  });
}

/** Undefined where there is no such file. */
async function read(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(join(root, path));
  } catch {
    return undefined;
  }
}

function toPage(markdown: string, path: string): string {
  const title = /^# (.*)$/m.exec(markdown)?.[1] ?? path;
  const content = renderMarkdown(markdown, (target) => findPlace(target, path));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title.replaceAll("`", ""))}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs.css">
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;
}

/** Sources and other files of the repository are named, and not shown. */
function findPlace(target: string, path: string): string | undefined {
  if (/^https?:/.test(target)) {
    return target;
  }
  const { origin, pathname, hash } = new URL(target, `${HERE}${path}`);
  const isHere = origin === HERE && (PAGE.test(pathname) || PICTURE.test(pathname));
  return isHere ? `${pathname}${hash}` : undefined;
}
