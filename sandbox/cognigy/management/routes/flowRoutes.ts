/** Flows and their charts. */
import * as z from "zod";
import type { ChartNode } from "../Chart";
import type { StoredFlow } from "../FlowStore";
import { parseBody } from "../parseBody";
import type { ManagementRoute } from "./ManagementRoute";
import { found, list, type ManagementState, ok, parseJson, projectIdOf } from "./ManagementState";

const createSchema = z.strictObject({ projectId: z.string(), name: z.string().min(1) });

export function flowRoutes(state: ManagementState): ManagementRoute[] {
  const { flows, locales } = state;
  const find = (id: string | undefined) =>
    found(
      flows.flows.find(({ _id }) => _id === id),
      "Flow",
      id,
    );
  const node = "/flows/:id/chart/nodes/:nodeId";
  return [
    {
      method: "GET",
      path: "/flows",
      handle(request) {
        const projectId = projectIdOf(state, request.query.get("projectId"));
        return list(state, "flows", flows.flows.filter((flow) => flow.projectId === projectId).map(flowView), request);
      },
    },
    { method: "GET", path: "/flows/:id", handle: ({ params }) => ok(flowView(find(params.id))) },
    {
      method: "POST",
      path: "/flows",
      handle({ bytes }) {
        const { projectId, name } = parseBody(createSchema, parseJson(bytes));
        const [locale] = locales.inProject(projectIdOf(state, projectId));
        return { status: 201, body: flowView(flows.create(projectId, name, locale?._id ?? "")) };
      },
    },
    {
      method: "DELETE",
      path: "/flows/:id",
      handle({ params }) {
        flows.remove(find(params.id));
        return { status: 204 };
      },
    },
    {
      method: "GET",
      path: "/flows/:id/chart",
      handle({ params }) {
        const flow = find(params.id);
        if (flow.emptyReads > 0) {
          flow.emptyReads -= 1;
          return ok({ nodes: [], relations: [] });
        }
        const { nodes, relations } = flow.chart.read();
        return ok({ nodes: nodes.map(itemView), relations });
      },
    },
    {
      method: "POST",
      path: "/flows/:id/chart/nodes",
      handle({ params, bytes }) {
        return { status: 201, body: nodeView(flows.createNode(find(params.id), parseJson(bytes))) };
      },
    },
    { method: "GET", path: node, handle: ({ params, query }) => ok(readNode(find(params.id), params.nodeId, query)) },
    {
      method: "PATCH",
      path: node,
      handle({ params, bytes }) {
        const flow = find(params.id);
        flows.patchNode(flow, flow.chart.node(params.nodeId ?? ""), parseJson(bytes));
        return { status: 204 };
      },
    },
    {
      method: "DELETE",
      path: node,
      handle({ params }) {
        flows.removeNode(find(params.id), params.nodeId ?? "");
        return { status: 204 };
      },
    },
    {
      method: "POST",
      path: `${node}/addlocalization`,
      handle({ params, bytes }) {
        flows.addLocalization(find(params.id).chart.node(params.nodeId ?? ""), parseJson(bytes));
        return { status: 204 };
      },
    },
  ];
}

function flowView({ _id, referenceId, name, localeReference }: StoredFlow) {
  return { _id, referenceId, name, localeReference };
}

/** In the chart there is no `config`. */
function itemView({ _id, referenceId, type, extension, label, isEntryPoint, isDisabled }: ChartNode) {
  return { _id, referenceId, type, extension, label, isEntryPoint, isDisabled, preview: "" };
}

function nodeView(node: ChartNode) {
  return { ...itemView(node), comment: node.comment, config: node.config };
}

function readNode(flow: StoredFlow, nodeId: string | undefined, query: URLSearchParams) {
  const node = flow.chart.node(nodeId ?? "");
  const localized = node.localized.get(query.get("preferredLocaleId") ?? "");
  return { ...nodeView(node), ...(localized && { config: localized }) };
}
