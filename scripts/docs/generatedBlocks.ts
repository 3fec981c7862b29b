/** The parts of pages that are written from the code: between a marker that names the block, and one that ends it. */
import { renderConnection } from "./connectionTable";
import { renderErrorCodes } from "./errorCodes";
import { renderExits } from "./exitTable";
import { renderCommonFields, renderFields } from "./fieldTables";
import { renderFlow } from "./flowPicture";
import { renderLimits } from "./limits";
import { renderLogCodes } from "./logCodes";
import { renderNodes } from "./nodeTable";
import { renderProtocol } from "./protocolTable";
import { renderSettings } from "./settingsTable";
import { renderTokens } from "./tokenTable";

/** `argument` is what follows the name in the marker; `page` is the path of the page that the block is on. */
type RenderBlock = (argument: string, page: string) => string;

const BLOCKS: Readonly<Record<string, RenderBlock>> = {
  "common-fields": renderCommonFields,
  connection: renderConnection,
  "error-codes": renderErrorCodes,
  exits: renderExits,
  fields: renderFields,
  flow: renderFlow,
  limits: renderLimits,
  "log-codes": renderLogCodes,
  nodes: renderNodes,
  protocol: renderProtocol,
  settings: renderSettings,
  tokens: renderTokens,
};

const BLOCK = /<!-- generated:([\w-]+) ?([^>]*?) ?-->\n[\s\S]*?<!-- \/generated -->/g;

/** The page with its blocks as the code has them now. */
export function withGeneratedBlocks(text: string, page: string): string {
  return text.replace(BLOCK, (_, name: string, argument: string) => {
    const render = BLOCKS[name];
    if (!render) {
      throw new Error(`${page} asks for the block "${name}", which nothing writes`);
    }
    const marker = `<!-- generated:${[name, argument].filter((part) => part !== "").join(" ")} -->`;
    return `${marker}\n${render(argument, page)}\n<!-- /generated -->`;
  });
}
