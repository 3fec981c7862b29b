/** Projects, their locales and their logs. */
import * as z from "zod";
import { createId } from "../createId";
import { parseBody } from "../parseBody";
import type { ManagementRoute } from "./ManagementRoute";
import { found, list, type ManagementState, ok, parseJson, projectIdOf } from "./ManagementState";

const createSchema = z.strictObject({ name: z.string().min(1), color: z.string(), locale: z.string() });

export function projectRoutes(state: ManagementState): ManagementRoute[] {
  const { projects, locales, platform } = state;
  return [
    { method: "GET", path: "/projects", handle: (request) => list(state, "projects", projects, request) },
    {
      method: "GET",
      path: "/projects/:id",
      handle: ({ params: { id } }) =>
        ok(
          found(
            projects.find(({ _id }) => _id === id),
            "Project",
            id,
          ),
        ),
    },
    {
      method: "POST",
      path: "/projects",
      handle({ bytes }) {
        const { name, locale } = parseBody(createSchema, parseJson(bytes));
        const project = { _id: createId(), name };
        projects.push(project);
        locales.add(project._id, locale);
        return { status: 201, body: project };
      },
    },
    {
      method: "GET",
      path: "/locales",
      handle: (request) =>
        list(state, "locales", locales.inProject(projectIdOf(state, request.query.get("projectId"))), request),
    },
    {
      method: "GET",
      path: "/projects/:id/logs",
      handle(request) {
        projectIdOf(state, request.params.id);
        const entries = [...platform.logs].reverse().map(({ at, level, message, endpoint }, index) => ({
          _id: String(index),
          timestamp: new Date(at).toISOString(),
          type: level,
          msg: message,
          meta: { endpoint },
        }));
        return list(state, "logs", entries, request);
      },
    },
  ];
}
