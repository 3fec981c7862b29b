/** Plans one Flow: complete it, leave it alone, or keep off because people have changed it. */
import type { RemoteFlow } from "../cognigy/shapes";
import type { DeployPlan } from "../deploy/DeployPlan";
import { buildFlow } from "./buildFlow";
import { ChartView } from "./ChartView";
import { createOnce } from "./createOnce";
import { findFlow } from "./findFlow";
import { fingerprintFlow } from "./fingerprintFlow";
import { allNodes, type FlowPlan } from "./flows/FlowPlan";
import type { Site, Stage } from "./Site";

export function flowStage(title: string, toPlan: (site: Site) => FlowPlan): Stage {
  return { title, plan: (site) => planFlow(site, toPlan(site)) };
}

async function planFlow(site: Site, plan: FlowPlan): Promise<DeployPlan> {
  const { api, state } = site;
  const found = await findFlow(site, plan.role);
  if (found === undefined) {
    return { findings: [], steps: [step(site, plan, undefined, allNodes(plan.nodes).map(describe))] };
  }
  const stored = state.flow(plan.role);
  if (stored?.id === found._id && stored.fingerprint !== undefined) {
    if ((await fingerprintFlow(api, found._id)) === stored.fingerprint) {
      const message = `The Flow "${found.name}" is complete.`;
      return { findings: [{ level: "pass", code: "flow_current", message }], steps: [] };
    }
    if (site.replacesChangedFlows) {
      const next = { ...plan, name: await findFreeName(site, plan.name) };
      return { findings: [], steps: [step(site, next, undefined, allNodes(next.nodes).map(describe))] };
    }
    return {
      findings: [
        {
          level: "pass",
          code: "flow_changed",
          message: `The Flow "${found.name}" was changed by people, so it stays as it is. --new-flow creates a new one beside it.`,
        },
      ],
      steps: [],
    };
  }
  // An earlier run was interrupted: what is missing is added, and nothing is changed.
  const chart = new ChartView(await api.readChart(found._id));
  const missing = allNodes(plan.nodes).filter(({ type, label }) => chart.find(type, label) === undefined);
  return { findings: [], steps: [step(site, plan, found, missing.map(describe))] };
}

function step(
  site: Site,
  plan: FlowPlan,
  existing: RemoteFlow | undefined,
  changes: readonly string[],
): DeployPlan["steps"][number] {
  const { api, state, project } = site;
  const count = `${changes.length} node${changes.length === 1 ? "" : "s"}`;
  return {
    summary:
      existing === undefined
        ? `create the Flow "${plan.name}" with ${count}`
        : changes.length === 0
          ? `check the Flow "${plan.name}" and finish it`
          : `complete the Flow "${plan.name}" with ${count}`,
    call: existing === undefined ? "POST /new/v2.0/flows" : `POST /new/v2.0/flows/${existing._id}/chart/nodes`,
    changes: [`"${plan.name}"`, ...changes],
    async carryOut() {
      const { item: flow, isNew } = await createOnce(
        async () => (await api.listFlows(project._id)).find(({ name }) => name === plan.name),
        () => api.createFlow({ projectId: project._id, name: plan.name }),
      );
      await state.setFlow(plan.role, { id: flow._id, name: flow.name });
      if (isNew) {
        await state.noteCreated("flows", flow._id, flow.name);
      }
      await buildFlow(site, plan, flow);
      await state.setFlow(plan.role, {
        id: flow._id,
        name: flow.name,
        fingerprint: await fingerprintFlow(api, flow._id),
      });
      return { level: "pass", code: "flow_built", message: `The Flow "${flow.name}" is complete.` };
    },
  };
}

function describe({ label, type }: { label: string; type: string }): string {
  return `POST .../chart/nodes: "${label}" (${type})`;
}

async function findFreeName({ api, project }: Site, name: string): Promise<string> {
  const taken = new Set((await api.listFlows(project._id)).map((flow) => flow.name));
  let number = 2;
  while (taken.has(`${name} ${number}`)) {
    number += 1;
  }
  return `${name} ${number}`;
}
