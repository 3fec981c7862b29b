/** The public contract: Flows of customers store these strings, so a change here breaks them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packedExtension } from "../../harness/packedExtension";
import type { LoadedExtension } from "../../sandbox/cognigy/loadExtension";
import { root } from "../../scripts/paths";
import { ENGAGE_ERROR_CODES } from "../../src/core/errors";

let extension: LoadedExtension;
beforeAll(async () => {
  extension = await packedExtension();
});
afterAll(() => extension.close());

const COMMON = ["storeLocation", "inputKey", "contextKey", "stopOnError"];
const NODES: Record<string, { resultKey: string; exits: string[]; fields: string[] }> = {
  handoverToRingCentral: {
    resultKey: "engageHandover",
    exits: ["onHandedOver", "onNoAgentAvailable", "onOutsideHours", "onHandoverError"],
    fields: [
      "connection",
      "conversation",
      "acceptedMessage",
      "threadId",
      "agentCategory",
      "additionalCategoryIds",
      "languageCategories",
      "keepBotCategory",
      "businessHours",
      "timeSheetId",
      "whenHoursUnknown",
      "teamId",
      "agentId",
      "spokenLanguage",
      "checkAvailability",
      "availabilityRule",
      "channelId",
      "channelName",
      "sendProfile",
      "onlyWithConsent",
      "profileMapping",
      "reason",
      "urgency",
      "summary",
      "alreadyTried",
      "facts",
      "openingMessage",
      "transcriptTurns",
      "transcript",
      "contextData",
      "maskBeforeSending",
      "maskPatterns",
    ],
  },
  checkEngageAgents: {
    resultKey: "engageAgents",
    exits: ["onAgentsAvailable", "onNoAgents", "onClosedNow", "onAgentCheckError"],
    fields: [
      "connection",
      "availabilityRule",
      "channelId",
      "channelName",
      "category",
      "categoryIds",
      "sourceIds",
      "teamIds",
      "languages",
      "businessHours",
      "timeSheetId",
      "whenHoursUnknown",
      "whenUnknown",
    ],
  },
  lookupQueueStatus: {
    resultKey: "engageQueue",
    exits: ["onQueued", "onWithAgent", "onNotQueued", "onQueueLookupError"],
    fields: ["connection", "threadId", "channelId", "readSatisfaction"],
  },
  handoverUpdate: {
    resultKey: "engageUpdate",
    exits: [
      "onQueueUpdate",
      "onLongWait",
      "onNobodyTookIt",
      "onAgentJoined",
      "onHandoverCompleted",
      "onHandoverCancelled",
      "onMessageUndelivered",
      "onNoHandoverUpdate",
    ],
    fields: ["connection", "joinedMessage"],
  },
  setEngageCategory: {
    resultKey: "engageCategory",
    exits: [],
    fields: ["connection", "operation", "category", "categoryIds", "target", "threadId", "contentId", "interventionId"],
  },
  receiveEngageEvents: {
    resultKey: "engageEvents",
    exits: ["onCustomerMessage", "onHandoverUpdate", "onEngageEventHandled"],
    fields: [
      "connection",
      "afterHandover",
      "keepCategoryIds",
      "openIntervention",
      "agentNames",
      "prefixAgentName",
      "showQueue",
      "undeliveredNote",
    ],
  },
  closeEngageConversation: {
    resultKey: "engageClose",
    exits: [],
    fields: [
      "connection",
      "threadId",
      "interventionId",
      "returnToBot",
      "keepCategoryIds",
      "closeThread",
      "readSatisfaction",
    ],
  },
  sendEngageStructuredMessage: {
    resultKey: "engageMessage",
    exits: [],
    fields: [
      "connection",
      "messageType",
      "body",
      "title",
      "subtitle",
      "url",
      "choices",
      "buttons",
      "cards",
      "listItems",
      "timeslots",
      "place",
      "pages",
      "responseBody",
      "paymentGatewayUrl",
      "merchantSession",
      "merchantIdentifier",
      "merchantName",
      "merchantCapabilities",
      "supportedNetworks",
      "countryCode",
      "currencyCode",
      "total",
      "paymentItems",
      "image",
      "fallbackImage",
      "privateImages",
      "urlText",
      "urlFallback",
      "target",
      "webviewHeight",
      "centerItems",
      "disableTextInput",
      "header",
      "buttonText",
      "multipleSelection",
      "footer",
      "showSummary",
      "privateForm",
      "furtherFields",
      "fitAutomatically",
      "threadId",
      "contentId",
    ],
  },
  updateEngageCustomer: {
    resultKey: "engageCustomer",
    exits: [],
    fields: [
      "connection",
      "useProfile",
      "onlyWithConsent",
      "identityId",
      "firstname",
      "lastname",
      "company",
      "emails",
      "homePhones",
      "mobilePhones",
      "tagIds",
      "notes",
      "notesMode",
      "customFields",
    ],
  },
  addEngageNote: {
    resultKey: "engageNote",
    exits: [],
    fields: ["connection", "note", "threadId", "interventionId", "maskBeforeSending", "maskPatterns"],
  },
};

const nodeOf = (type: string) => {
  const node = extension.nodes.find((candidate) => candidate.type === type);
  if (!node) {
    throw new Error(`There is no node ${type}`);
  }
  return node;
};

test("The Connection has its type, label and fields in this order", () => {
  expect(extension.connections).toEqual([
    {
      type: "ringcentral-engage",
      label: "RingCentral Engage",
      fields: [
        "apiUrl",
        "accessToken",
        "botCategoryId",
        "agentCategoryId",
        "realtimeEndpointUrl",
        "realtimeAccessToken",
        "cognigyEndpointUrl",
      ].map((fieldName) => ({ fieldName })),
    },
  ]);
});

test("The Extension has these nodes, each followed by its exits, and no others", () => {
  expect(extension.nodes.map(({ type }) => type)).toEqual(
    Object.entries(NODES).flatMap(([type, { exits }]) => [type, ...exits]),
  );
  expect(extension.label).toBe("RingCentral Engage");
});

describe.each(Object.entries(NODES))("Node %s", (type, contract) => {
  test("has these fields", () => {
    expect(nodeOf(type).fields.map(({ key }) => key)).toEqual([...contract.fields, ...COMMON]);
  });

  test("has these exits, which belong to it", () => {
    expect(nodeOf(type).dependencies.children).toEqual(contract.exits);
    for (const exit of contract.exits) {
      expect(nodeOf(exit).parentType).toBe(type);
    }
  });

  test("stores its result under this key", () => {
    const defaults = new Map(nodeOf(type).fields.map(({ key, defaultValue }) => [key, defaultValue]));
    expect([defaults.get("storeLocation"), defaults.get("inputKey"), defaults.get("contextKey")]).toEqual([
      "input",
      contract.resultKey,
      contract.resultKey,
    ]);
  });

  test("shows every field, the Connection first, storage and errors last", () => {
    const node = nodeOf(type);
    const shown = node.form.flatMap(({ type: kind, key }) =>
      kind === "field" ? [key] : (node.sections.find((section) => section.key === key)?.fields ?? []),
    );
    expect(shown[0]).toBe("connection");
    expect(shown.slice(-4)).toEqual(COMMON);
    expect([...shown].sort()).toEqual([...contract.fields, ...COMMON].sort());
  });

  test("speaks English, German and Spanish wherever Cognigy allows it", () => {
    const node = nodeOf(type);
    const exits = contract.exits.map((exit) => nodeOf(exit).defaultLabel);
    const optionLabels = node.fields
      .flatMap(({ params }) => Object(params).options ?? [])
      .map((option: unknown) => Object(option).label);
    const texts = [
      node.defaultLabel,
      node.summary,
      ...node.sections.map(({ label }) => label),
      ...node.fields.flatMap(({ label, description }) => (description === undefined ? [label] : [label, description])),
      ...optionLabels,
      ...exits,
    ];
    for (const text of texts) {
      expect(text).toEqual({
        default: expect.stringMatching(/./),
        enUS: expect.stringMatching(/./),
        deDE: expect.stringMatching(/./),
        esES: expect.stringMatching(/./),
      });
    }
  });

  test("is described in both READMEs", () => {
    for (const file of ["README.md", "docs/extension.md"]) {
      const text = readFileSync(join(root, file), "utf8");
      const labels = [type, ...contract.exits].map((name) => String(Object(nodeOf(name).defaultLabel).default));
      expect({ file, missing: labels.filter((label) => !text.includes(label)) }).toEqual({ file, missing: [] });
    }
  });
});

test.each(ENGAGE_ERROR_CODES)("The error code %s stands in the README's troubleshooting", (code) => {
  expect(readFileSync(join(root, "README.md"), "utf8")).toContain(`\`${code}\``);
});
