/** A process that executes several nodes asks for the hours once. */
import { channelInput, useNodeLab } from "../../harness/nodeLab";

const lab = useNodeLab();

test("Time sheets and sources are read once per process and account", async () => {
  const check = (config: Record<string, unknown> = {}) =>
    lab.run("checkEngageAgents", { businessHours: "source", ...config }, { input: channelInput(lab) });
  expect((await check()).result).toMatchObject({ hours: { status: "open" }, calls: 3 });
  expect((await check()).result).toMatchObject({ hours: { status: "open" }, calls: 1 });
  const connection = { ...lab.connection, accessToken: lab.engage.seed.tokens.limited };
  expect((await check({ connection, whenUnknown: "available" })).result.calls).toBeGreaterThan(1);
});
