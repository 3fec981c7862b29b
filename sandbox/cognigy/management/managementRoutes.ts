/** The routes of the REST API that the stand-in has. */
import { agentRoutes } from "./routes/agentRoutes";
import { connectionRoutes } from "./routes/connectionRoutes";
import { endpointRoutes } from "./routes/endpointRoutes";
import { extensionRoutes } from "./routes/extensionRoutes";
import { flowRoutes } from "./routes/flowRoutes";
import type { ManagementRoute } from "./routes/ManagementRoute";
import type { ManagementState } from "./routes/ManagementState";
import { projectRoutes } from "./routes/projectRoutes";

export function managementRoutes(state: ManagementState): ManagementRoute[] {
  return [
    ...projectRoutes(state),
    ...extensionRoutes(state),
    ...connectionRoutes(state),
    ...flowRoutes(state),
    ...endpointRoutes(state),
    ...agentRoutes(state),
  ];
}
