/** Connections. */
import { connectionView } from "../ConnectionStore";
import type { ManagementRoute } from "./ManagementRoute";
import { found, list, type ManagementState, ok, parseJson, projectIdOf } from "./ManagementState";

export function connectionRoutes(state: ManagementState): ManagementRoute[] {
  const { connections } = state;
  const find = (id: string | undefined) =>
    found(
      connections.items.find(({ _id }) => _id === id),
      "Connection",
      id,
    );
  return [
    {
      method: "GET",
      path: "/connections",
      handle(request) {
        const projectId = projectIdOf(state, request.query.get("projectId"));
        const items = connections.items.filter((connection) => connection.projectId === projectId);
        return list(state, "connections", items.map(connectionView), request);
      },
    },
    { method: "GET", path: "/connections/:id", handle: ({ params }) => ok(connectionView(find(params.id))) },
    {
      method: "POST",
      path: "/connections",
      handle({ bytes }) {
        return { status: 201, body: connectionView(connections.create(parseJson(bytes))) };
      },
    },
    {
      method: "PATCH",
      path: "/connections/:id",
      handle({ params, bytes }) {
        connections.patch(find(params.id), parseJson(bytes));
        state.endpoints.refresh();
        return { status: 204 };
      },
    },
    {
      method: "DELETE",
      path: "/connections/:id",
      handle({ params }) {
        connections.remove(find(params.id));
        return { status: 204 };
      },
    },
  ];
}
