/** Plans one Flow: create it, add what it lacks, or keep off because people have changed it. Deletes nothing. */

import type { RemoteFlow } from "../cognigy/shapes";
import { countOf } from "../countOf";
import type { DeployPlan } from "../deploy/DeployPlan";
import type { Finding } from "../report";
import { buildFlow, type FlowTask } from "./buildFlow";
import type { ChartView } from "./ChartView";
import { compareFlow, type FlowComparison } from "./compareFlow";
import { createOnce } from "./createOnce";
import { explainKept, explainLacking, toLacking } from "./explainKept";
import { findFlow } from "./findFlow";
import { fingerprintFlow } from "./fingerprintFlow";
import { findStrays, redirect } from "./flowEntry";
import { allNodes, type FlowPlan, type PlannedNode } from "./flows/FlowPlan";
import { type FlowStanding, judgeFlow } from "./judgeFlow";
import { findLanguage } from "./languageOf";
import { readChart } from "./readChart";
import type { Site, Stage } from "./Site";
import { watchWrites } from "./watchWrites";

export function flowStage(title: string, toPlan: (site: Site) => FlowPlan): Stage {
  return { title, plan: (site) => planFlow(site, toPlan(site)) };
}

async function planFlow(site: Site, plan: FlowPlan): Promise<DeployPlan> {
  const found = await findFlow(site, plan.role);
  if (found === undefined) {
    return { findings: [], steps: [createStep(site, plan)] };
  }
  const chart = await readChart(site, found._id);
  const comparison = compareFlow(plan.nodes, chart);
  const standing = await judgeFlow(site, plan, found, chart, comparison);
  const strays = standing === "unchanged" || standing === "complete" ? await findStrays(site, plan, found, chart) : [];
  const isLeftAlone =
    standing === "changed" ||
    comparison.moved.length + comparison.incomplete.length > 0 ||
    (standing === "complete" && strays.length > 0);
  if (site.replacesChangedFlows && standing !== "unfinished" && isLeftAlone) {
    return { findings: [], steps: [createStep(site, { ...plan, name: await findFreeName(site, plan.name) }, found)] };
  }
  const existing: ExistingFlow = { found, chart, comparison, standing, strays: standing === "unchanged" ? strays : [] };
  switch (standing) {
    case "changed":
      return { findings: explainKept(found, comparison, site.state.flow(plan.role)), steps: [] };
    case "unchanged":
      return update(site, plan, existing);
    default: {
      // What is missing is added, and nothing is changed.
      const missing = allNodes(plan.nodes).filter(({ type, label }) => chart.find(type, label) === undefined);
      return { findings: [], steps: [completeStep(site, plan, existing, missing)] };
    }
  }
}

interface ExistingFlow {
  found: RemoteFlow;
  chart: ChartView;
  comparison: FlowComparison;
  standing: FlowStanding;
  /** They enter another Flow than the one that is used now. */
  strays: PlannedNode[];
}

/** Nobody has changed it, so it gets what this version adds, as long as nothing has to go for it. */
function update(site: Site, plan: FlowPlan, existing: ExistingFlow): DeployPlan {
  const { found, comparison, strays } = existing;
  const { gaps, incomplete, moved } = comparison;
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
  const findings = incomplete.length === 0 ? [] : [explainLacking(found, toLacking({ gaps: [], incomplete }))];
  if (gaps.length + strays.length > 0 || site.state.flow(plan.role)?.fingerprint === undefined) {
    const added = gaps.flatMap(({ node }) => allNodes([node]));
    return { findings, steps: [completeStep(site, plan, existing, added)] };
  }
  if (findings.length > 0) {
    return { findings, steps: [] };
  }
  const message = `The Flow "${found.name}" is complete.`;
  return { findings: [{ level: "pass", code: "flow_current", message }], steps: [] };
}

/** `instead`: of a Flow that stays, and isn't used any more. */
function createStep(site: Site, plan: FlowPlan, instead?: RemoteFlow): DeployPlan["steps"][number] {
  const { api, state, project } = site;
  const nodes = allNodes(plan.nodes);
  return {
    summary: `create the Flow "${plan.name}" with ${countOf(nodes.length, "node")}${instead === undefined ? "" : `, and use it instead of "${instead.name}"`}`,
    call: "POST /new/v2.0/flows",
    changes: [
      `"${plan.name}"`,
      ...nodes.map(describe),
      ...(instead === undefined ? [] : [`PATCH of Go To nodes and Endpoints that use "${instead.name}"`]),
    ],
    async carryOut() {
      const { item: flow, isNew } = await createOnce(
        async () => (await api.listFlows(project._id)).find(({ name }) => name === plan.name),
        () => api.createFlow({ projectId: project._id, name: plan.name }),
      );
      if (instead !== undefined) {
        await state.noteReplaced(plan.role, instead);
      }
      await state.setFlow(plan.role, { id: flow._id, name: flow.name });
      if (isNew) {
        await state.noteCreated("flows", flow._id, flow.name);
      }
      return build(site, { plan, flow, isUnfinished: true, before: [], wrote: async () => undefined });
    },
  };
}

function completeStep(
  site: Site,
  plan: FlowPlan,
  { found: flow, chart, standing, strays }: ExistingFlow,
  added: readonly PlannedNode[],
): DeployPlan["steps"][number] {
  const { state } = site;
  const isUnfinished = standing === "unfinished";
  const { id, name } = { id: flow._id, name: flow.name };
  return {
    summary:
      added.length + strays.length === 0
        ? `check the Flow "${name}" and finish it`
        : [
            ...(added.length === 0 ? [] : [`complete the Flow "${name}" with ${countOf(added.length, "node")}`]),
            ...(strays.length === 0 ? [] : [`let the Flow "${name}" enter the new Flow of the bot`]),
          ].join("; "),
    call: `POST /new/v2.0/flows/${id}/chart/nodes`,
    changes: [
      `"${name}"`,
      ...added.map(describe),
      ...strays.map(({ label }) => `PATCH .../chart/nodes: "${label}" enters the new Flow of the bot`),
    ],
    async carryOut() {
      if (isUnfinished) {
        await state.setFlow(plan.role, { id, name });
      }
      const nodes = isUnfinished ? [] : (state.flow(plan.role)?.nodes ?? labelsIn(plan, chart));
      // Until the first change it is known by its fingerprint, and then by the nodes that it had.
      const wrote = async () => (isUnfinished ? undefined : state.setFlow(plan.role, { id, name, nodes }));
      for (const stray of strays) {
        await redirect({ ...site, api: watchWrites(site.api, wrote) }, flow, chart, stray);
      }
      return build(site, { plan, flow, isUnfinished, before: nodes, wrote });
    },
  };
}

async function build(site: Site, task: FlowTask): Promise<Finding> {
  const { api, state } = site;
  const { plan, flow } = task;
  await buildFlow(site, task);
  const locales = site.locales.slice(1).filter((locale) => findLanguage(locale) !== undefined);
  const ids = locales.map(({ _id }) => _id);
  await state.setFlow(plan.role, {
    id: flow._id,
    name: flow.name,
    fingerprint: await fingerprintFlow(api, flow._id, ids),
    locales: ids,
    nodes: labelsIn(plan, await readChart(site, flow._id)),
  });
  return { level: "pass", code: "flow_built", message: `The Flow "${flow.name}" is complete.` };
}

function labelsIn({ nodes }: FlowPlan, chart: ChartView): string[] {
  return allNodes(nodes)
    .filter(({ type, label }) => chart.find(type, label) !== undefined)
    .map(({ label }) => label);
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
