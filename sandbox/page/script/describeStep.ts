/** A step of a script as people read it. */
import type { Expectation, ScriptStep } from "../../../scripts/rehearsal/Script";

export function describeStep(step: ScriptStep): string {
  if (step === "agent takes") {
    return "An agent takes the conversation.";
  }
  if (step === "agent closes") {
    return "The agent closes the conversation.";
  }
  if ("customer says" in step) {
    return `The customer writes "${step["customer says"]}".`;
  }
  if ("agent says" in step) {
    return `The agent answers "${step["agent says"]}".`;
  }
  return "expect" in step
    ? describeExpectation(step.expect)
    : `The ${"customer sends file" in step ? "customer" : "agent"} sends a file.`;
}

function describeExpectation(expected: Expectation): string {
  if ("from" in expected) {
    const what = "text" in expected ? expected.text : `the file ${expected.file}`;
    return expected.from === "customer"
      ? `Expected: "${what}" from the customer at the desk.`
      : `Expected: "${what}" from the ${expected.from} in the chat.`;
  }
  if ("status" in expected) {
    return `Expected: the handover's status is ${expected.status}.`;
  }
  return "exit" in expected
    ? `Expected: a node continues at its exit "${expected.exit}".`
    : `Expected: the conversation has the category ${expected.category}.`;
}
