/** Code that nobody wrote is replaced without a question; everything else is somebody's. */
import { isDefaultTransformer } from "../../setup/deploy/isDefaultTransformer";

test.each([
  ["nothing", ""],
  ["blanks", " \n\t"],
  ["comments", "/**\n * Write your transformer here.\n */\n// createRestTransformer({ handleInput: send })\n"],
  ["no handlers", "createRestTransformer({});"],
  ["empty handlers", "createSocketTransformer({ handleInput: async ({ payload, endpoint }) => payload });"],
  [
    "an input without values",
    'createRestTransformer({ handleInput: async ({ payload }) => { const userId = ""; const data = {}; return { userId, sessionId: "", text: "", data }; } });',
  ],
  [
    "an input of the same members",
    "createWebhookTransformer({ handleInput: async ({ request }) => { const { userId, sessionId, text, data } = request.body; return { userId, sessionId, text, data }; } });",
  ],
  [
    "Windows line ends",
    "createWebhookTransformer({\r\n\thandleOutput: async ({ output }) => {\r\n\t\treturn output;\r\n\t}\r\n});",
  ],
])("nobody's: %s", (_what, code) => expect(isDefaultTransformer(code)).toBe(true));

test.each([
  ["a text", 'createWebhookTransformer({ handleInput: async () => ({ userId: "", sessionId: "", text: "Hi" }) });'],
  ["other fields", "createRestTransformer({ handleInput: async ({ payload }) => ({ userId: payload.from }) });"],
  ["a request", "createRestTransformer({ handleInput: async ({ payload }) => await httpRequest(payload) });"],
  ["a condition", "createRestTransformer({ handleInput: async ({ data }) => (data ? data : null) });"],
  ["a template", "createRestTransformer({ handleInput: async () => ({ text: `Hi` }) });"],
  ["a number", "createRestTransformer({ handleInput: async () => ({ data: 1 }) });"],
  ["types", "createRestTransformer({ handleInput: async ({ payload }): Promise<any> => payload });"],
  ["what can't be read", 'createRestTransformer({ handleInput: "'],
  ["nothing let through", "createWebhookTransformer({ handleInput: async () => null });"],
  ["no answer", "createRestTransformer({ handleOutput: async ({ output }) => {} });"],
  [
    "a member for a whole",
    "createWebhookTransformer({ handleInput: async ({ request }) => ({ userId: request.body.data.userId, sessionId: request.body.data.sessionId, text: request.body.data.text, data: request.body.data }) });",
  ],
  [
    "members that changed places",
    "createRestTransformer({ handleInput: async ({ payload }) => { const { userId: sessionId, sessionId: userId, text, data } = payload; return { userId, sessionId, text, data }; } });",
  ],
  ["only the text", "createRestTransformer({ handleInput: async ({ payload }) => ({ text: payload.text }) });"],
  ["the output as input", "createRestTransformer({ handleOutput: async ({ payload }) => payload });"],
  ["code outside", "createRestTransformer({});\nsend();"],
])("somebody's: %s", (_what, code) => expect(isDefaultTransformer(code)).toBe(false));
