import { bridgeInput, useNodeLab } from "../../harness/nodeLab";

/** Imports take longer than a node may wait. */
const lab = useNodeLab({ importDelayMs: 60_000 });

test("A handover whose import takes too long is pending, within the node's time, and the relay is told all the same", async () => {
  const { result, nextNode, outputs, durationMs } = await lab.run(
    "handoverToRingCentral",
    { acceptedMessage: "Please wait." },
    { input: bridgeInput(lab) },
  );
  expect(nextNode).toBe("onHandedOver");
  expect(result).toMatchObject({ status: "pending", route: "bridge", threadId: null, categoriesAfter: null });
  expect(outputs).toEqual([{ text: "Please wait.", data: { _engage: expect.objectContaining({ action: "start" }) } }]);
  expect(durationMs).toBeLessThan(15_000);
  // Both search keywords that the documents name were tried.
  const searches = lab.sent().map(({ query }) => String(query?.q ?? ""));
  expect(searches.some((q) => q.startsWith("foreign:"))).toBe(true);
  expect(searches.some((q) => q.startsWith("foreign_id:"))).toBe(true);
});
