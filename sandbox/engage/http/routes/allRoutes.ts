/** The REST operations of the stand-in: a table of contents. */
import type { EngageRoute } from "../EngageRoute";
import { accountRoutes } from "./accountRoutes";
import { attachmentRoutes } from "./attachmentRoutes";
import { botRoutes } from "./botRoutes";
import { categoryRoutes } from "./categoryRoutes";
import { contentRoutes } from "./contentRoutes";
import { customFieldRoutes } from "./customFieldRoutes";
import { identityRoutes } from "./identityRoutes";
import { interventionRoutes } from "./interventionRoutes";
import { lookupRoutes } from "./lookupRoutes";
import { sourceRoutes } from "./sourceRoutes";
import { statusRoutes } from "./statusRoutes";
import { surveyRoutes } from "./surveyRoutes";
import { taskRoutes } from "./taskRoutes";
import { threadRoutes } from "./threadRoutes";
import { timeSheetRoutes } from "./timeSheetRoutes";
import { userRoutes } from "./userRoutes";
import { webhookRoutes } from "./webhookRoutes";

export const allRoutes: readonly EngageRoute[] = [
  ...threadRoutes,
  ...contentRoutes,
  ...interventionRoutes,
  ...botRoutes,
  ...taskRoutes,
  ...statusRoutes,
  ...sourceRoutes,
  ...categoryRoutes,
  ...identityRoutes,
  ...customFieldRoutes,
  ...attachmentRoutes,
  ...userRoutes,
  ...webhookRoutes,
  ...lookupRoutes,
  ...accountRoutes,
  ...timeSheetRoutes,
  ...surveyRoutes,
];
