/** Endpoints. */
import { listEndpoint, readEndpoint } from "../endpointResource";
import type { ManagementRoute } from "./ManagementRoute";
import { list, type ManagementState, ok, parseJson, projectIdOf } from "./ManagementState";

export function endpointRoutes(state: ManagementState): ManagementRoute[] {
  const { endpoints } = state;
  return [
    {
      method: "GET",
      path: "/endpoints",
      handle: (request) =>
        list(
          state,
          "endpoints",
          endpoints.inProject(projectIdOf(state, request.query.get("projectId"))).map(listEndpoint),
          request,
        ),
    },
    {
      method: "POST",
      path: "/endpoints",
      handle: ({ bytes }) => ({ status: 201, body: readEndpoint(endpoints.create(parseJson(bytes))) }),
    },
    { method: "GET", path: "/endpoints/:id", handle: ({ params }) => ok(readEndpoint(endpoints.find(params.id))) },
    {
      method: "PATCH",
      path: "/endpoints/:id",
      handle({ params, bytes }) {
        endpoints.patch(endpoints.find(params.id), parseJson(bytes));
        return { status: 204 };
      },
    },
    {
      method: "DELETE",
      path: "/endpoints/:id",
      handle({ params }) {
        endpoints.remove(endpoints.find(params.id));
        return { status: 204 };
      },
    },
  ];
}
