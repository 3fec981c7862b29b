/** What the pages give to copy: the packed node takes each structured message, and the sandbox runs each recipe's Flow. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { channelInput, useNodeLab } from "../../harness/nodeLab";
import { IN_ONE_THREAD } from "../../harness/patience";
import { startTwoPlatforms } from "../../harness/twoPlatforms";
import { readFlow } from "../../sandbox/app/flow/readFlow";
import { branchesOf, compileFlow } from "../../sandbox/cognigy/flow/compileFlow";
import type { FlowNode } from "../../sandbox/cognigy/flow/Flow";
import { describeNode, toText } from "../../scripts/docs/nodeDescriptors";
import { root } from "../../scripts/paths";

const lab = useNodeLab();
const node = describeNode("sendEngageStructuredMessage");
const keyOf = (label: string) =>
  node.fields.find((field) => toText(field.label) === label)?.key ?? `no field "${label}"`;

interface Example {
  type: string;
  /** By field key. */
  fields: Record<string, string>;
  /** What one of the fields takes instead. */
  alternative: { key: string; json: string };
}

/** `Label: value`, or `Label:` and indented lines. */
function readFields(block: string): Record<string, string> {
  const entries: [label: string, lines: string[]][] = [];
  for (const line of block.split("\n")) {
    const [, label = "", value = ""] = /^([^ ][^:]*): ?(.*)$/.exec(line) ?? [];
    if (label === "") {
      entries.at(-1)?.[1].push(line.trim());
    } else {
      entries.push([label, value === "" ? [] : [value]]);
    }
  }
  return Object.fromEntries(entries.map(([label, lines]) => [keyOf(label), lines.join("\n")]));
}

const page = readFileSync(join(root, "docs/nodes/structured-messages.md"), "utf8");
const EXAMPLES: Example[] = [
  ...page.matchAll(/^## `(\w+)`[\s\S]*?```text\n([\s\S]*?)\n```\n\nJSON for ([^\n]+):\n```json\n([\s\S]*?)\n```/gm),
].map(([, type = "", block = "", label = "", json = ""]) => ({
  type,
  fields: readFields(block),
  alternative: { key: keyOf(label), json },
}));

/** Images by URL would be downloaded; the pictures in the examples are in Engage already. */
const ATTACHMENTS = ["66b1aa000000000000000001", "66b1aa000000000000000002"];

function send({ type, fields }: Example, change: Record<string, string> = {}) {
  const { seed, domain } = lab.engage;
  const structuredContent = EXAMPLES.map((example) => example.type);
  seed.sources.messaging.structured_types = structuredContent;
  for (const id of ATTACHMENTS) {
    const file = { filename: "lamp.png", content_type: "image/png", size: 1, bytes: new Uint8Array(1) };
    domain.attachments.set(id, { id, ...file, isPublic: true, foreign_id: null, ...domain.timestamps() });
  }
  const image = fields.image === undefined ? {} : { image: ATTACHMENTS[0] };
  return lab.run(
    "sendEngageStructuredMessage",
    { messageType: type, ...fields, ...image, ...change },
    { input: channelInput(lab, { resourceType: "apple_business_chat/message", structuredContent }) },
  );
}

test("There is an example of each type", () => {
  const options = Object(node.fields.find(({ key }) => key === "messageType")?.params).options;
  expect(EXAMPLES.map(({ type }) => type)).toEqual(options.map(({ value }: { value: string }) => value));
});

test.each(EXAMPLES.map((example) => [example.type, example] as const))(
  "The example of %s is sent",
  async (_, example) => {
    const { result } = await send(example);
    expect(result).toMatchObject({ status: "sent", type: example.type, adjustments: [] });
  },
);

test.each(EXAMPLES.map((example) => [example.type, example] as const))("The JSON of %s is sent", async (_, example) => {
  const { key, json } = example.alternative;
  const { result } = await send(example, { [key]: json });
  expect(result).toMatchObject({ status: "sent", type: example.type });
});

const FLOWS = join(root, "docs/recipes/flows");

test.each(readdirSync(FLOWS))("The Flow %s is one that the sandbox takes, with fields that the nodes have", (file) => {
  const { flow } = compileFlow(JSON.parse(readFileSync(join(FLOWS, file), "utf8")), lab.extension);
  expect(flow.nodes.flatMap(listUnknownFields)).toEqual([]);
});

/** Several teams asks for a topic first, and its categories are those of the sandbox. */
const HANDING_OVER = readdirSync(FLOWS).filter((file) => file !== "several-teams.json");

test.each(HANDING_OVER)("The Flow %s answers and hands over in Webchat", async (file) => {
  const platforms = await startTwoPlatforms({ extension: lab.extension, cognigy: IN_ONE_THREAD });
  try {
    const { connection, engage, settle, webchat } = platforms;
    const text = readFileSync(join(FLOWS, file), "utf8");
    webchat.replaceFlow(readFlow(text, { connection, sandboxUrl: "http://127.0.0.1:1" }));
    const customer = webchat.connect("user-1", "session-1");
    for (const line of ["Hello", "a person, please"]) {
      customer.send({ text: line });
      await settle();
    }
    expect(customer.received[0]?.text).toMatch(/^I'm the bot\./);
    const { categories, sources } = engage.seed;
    const bridged = [...engage.domain.threads.values()].filter(({ source_id }) => source_id === sources.sdk.id);
    expect(bridged.map(({ thread_category_ids }) => thread_category_ids)).toEqual([[categories.agent.id]]);
  } finally {
    await platforms.close();
  }
});

function listUnknownFields(step: FlowNode): string[] {
  const below = branchesOf(step).flatMap(([, nodes]) => nodes.flatMap(listUnknownFields));
  if (step.type !== "extension") {
    return below;
  }
  const known = describeNode(step.node).fields.map(({ key }) => key);
  const unknown = Object.keys(step.config).filter((key) => !known.includes(key));
  return [...unknown.map((key) => `${step.node}: ${key}`), ...below];
}
