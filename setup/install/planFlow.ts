/** Plans one Flow: complete it, leave it alone, or keep off because people have changed it. */
import { toUiName } from "../checklists/toUiName";
import type { RemoteFlow } from "../cognigy/shapes";
import type { DeployPlan } from "../deploy/DeployPlan";
import type { Finding } from "../report";
import { buildFlow } from "./buildFlow";
import { ChartView } from "./ChartView";
import { compareFlow, type FlowComparison } from "./compareFlow";
import { createOnce } from "./createOnce";
import { findFlow } from "./findFlow";
import { fingerprintFlow } from "./fingerprintFlow";
import { allNodes, type FlowPlan } from "./flows/FlowPlan";
import type { StoredFlow } from "./InstallState";
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
  const chart = new ChartView(await api.readChart(found._id));
  const comparison = compareFlow(plan.nodes, chart);
  if (stored?.id === found._id && stored.fingerprint !== undefined) {
    const isChanged = (await fingerprintFlow(api, found._id)) !== stored.fingerprint;
    if (site.replacesChangedFlows && (isChanged || comparison.moved.length > 0)) {
      const next = { ...plan, name: await findFreeName(site, plan.name) };
      return { findings: [], steps: [step(site, next, undefined, allNodes(next.nodes).map(describe))] };
    }
    return isChanged ? keepChanged(found, comparison, stored) : update(site, plan, found, comparison);
  }
  // Nothing is known of it but its name: no node goes because of what it lacks.
  if (stored?.id !== found._id && comparison.incomplete.length > 0) {
    return keepChanged(found, comparison, stored);
  }
  // An earlier run was interrupted: what is missing is added, and nothing is changed.
  const missing = allNodes(plan.nodes).filter(({ type, label }) => chart.find(type, label) === undefined);
  return { findings: [], steps: [step(site, plan, found, missing.map(describe))] };
}

/** People have changed it: what this version adds is theirs to add. */
function keepChanged(
  found: RemoteFlow,
  { gaps, incomplete }: FlowComparison,
  stored: StoredFlow | undefined,
): DeployPlan {
  const missing = [
    ...gaps
      .filter(({ node }) => !stored?.nodes?.includes(node.label))
      .map(({ node, place }) => `${toUiName(node.type)} ("${node.label}") ${place}`),
    ...incomplete.map(({ label, exits }) => `the exit ${exits.join(", ")} of "${label}" (place the node again)`),
  ];
  const kept: Finding = {
    level: "pass",
    code: "flow_changed",
    message: `The Flow "${found.name}" was changed by people, so it stays as it is. --new-flow creates a new one beside it.`,
  };
  const lacks: Finding = {
    level: "warn",
    code: "flow_lacks_nodes",
    message: `The Flow "${found.name}" lacks what this version adds: ${missing.join("; ")}.`,
    fix: "Add it there, or let --new-flow create a new Flow beside it, and copy your changes.",
    place: `In Cognigy.AI: Build > Flows > ${found.name}`,
  };
  return { findings: missing.length === 0 ? [kept] : [kept, lacks], steps: [] };
}

/** Nobody has changed it, so it gets what this version adds. */
function update(
  site: Site,
  plan: FlowPlan,
  found: RemoteFlow,
  { gaps, incomplete, moved }: FlowComparison,
): DeployPlan {
  if (moved.length > 0) {
    return {
      findings: [
        {
          level: "warn",
          code: "flow_outdated",
          message: `The Flow "${found.name}" has another order than it would get now: ${moved.map((label) => `"${label}"`).join(", ")}.`,
          fix: "It works as it is. --new-flow creates a new one beside it, and uses that.",
        },
      ],
      steps: [],
    };
  }
  if (gaps.length === 0 && incomplete.length === 0) {
    const message = `The Flow "${found.name}" is complete.`;
    return { findings: [{ level: "pass", code: "flow_current", message }], steps: [] };
  }
  const changes = [
    ...incomplete.map(({ label, exits }) => `DELETE and POST .../chart/nodes: "${label}", for ${exits.join(", ")}`),
    ...gaps.flatMap(({ node }) => allNodes([node]).map(describe)),
  ];
  return { findings: [], steps: [step(site, plan, found, changes)] };
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
          ? `check the Flow "${existing.name}" and finish it`
          : `complete the Flow "${existing.name}" with ${count}`,
    call: existing === undefined ? "POST /new/v2.0/flows" : `POST /new/v2.0/flows/${existing._id}/chart/nodes`,
    changes: [`"${plan.name}"`, ...changes],
    async carryOut() {
      const { item: flow, isNew } = await createOnce(
        async () => existing ?? (await api.listFlows(project._id)).find(({ name }) => name === plan.name),
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
        nodes: allNodes(plan.nodes).map(({ label }) => label),
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
