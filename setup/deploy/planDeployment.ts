/** Reads what is built, filled in and installed, and plans what is to be changed. Changes nothing. */
import { join } from "node:path";
import { paths } from "../../scripts/paths";
import { findProject } from "../cognigy/findProject";
import type { ManagementApi } from "../cognigy/managementApi";
import type { Pace } from "../cognigy/waitForTask";
import type { Finding } from "../report";
import type { Settings } from "../settings";
import type { DeployPlan } from "./DeployPlan";
import { planEndpoint, tokenOf } from "./planEndpoint";
import { planExtension } from "./planExtension";
import { readFilled } from "./readFilled";
import { readPackage } from "./readPackage";
import { wishesOf } from "./wishesOf";

export interface DeploySituation {
  api: ManagementApi;
  settings: Settings;
  /** Where the filled transformers are: in `filled`. */
  outputFolder: string;
  isForced: boolean;
  pace: Pace;
}

export async function planDeployment(situation: DeploySituation): Promise<DeployPlan> {
  const { api, settings, outputFolder, isForced, pace } = situation;
  const [built, project] = await Promise.all([
    readPackage(paths.tarball),
    findProject(api, settings.get("cognigyProjectId")),
  ]);
  const projectId = project._id;
  const [installed, endpoints] = await Promise.all([api.listExtensions(projectId), api.listEndpoints(projectId)]);
  const readCode = (file: string) => readFilled(join(outputFolder, "filled"), paths.transformers, file);
  const plans = await Promise.all([
    planExtension({ api, projectId, installed, isForced, pace }, built),
    ...wishesOf(settings).map((wish) =>
      planEndpoint(
        {
          api,
          endpoints,
          readCode,
          outputFolder,
          environment: settings.toEnvironment(),
        },
        wish,
      ),
    ),
  ]);
  const found: Finding = { level: "pass", code: "project_found", message: `The Project is "${project.name}".` };
  return {
    findings: [found, ...plans.flatMap(({ findings }) => findings), ...findGaps(settings)],
    steps: plans.flatMap(({ steps }) => steps),
  };
}

function findGaps(settings: Settings): Finding[] {
  const hub = settings.get("cognigyHubUrl");
  const customers = settings.list("cognigyCustomerUrls");
  if (hub !== undefined && customers.some((url) => tokenOf(url) === tokenOf(hub))) {
    return [
      {
        level: "fail",
        code: "endpoint_twice",
        message: "The hub's Endpoint is also named as an Endpoint for customers.",
        fix: "The hub needs one of its own: correct COGNIGY_HUB_URL or COGNIGY_CUSTOMER_URLS.",
      },
    ];
  }
  const where = "In Cognigy.AI: Deploy > Endpoints";
  return [
    ...(hub === undefined
      ? [
          {
            level: "warn",
            code: "hub_url_missing",
            message: "No hub is set up, because its Endpoint URL is not known.",
            fix: "Create an Endpoint of type Webhook, give its URL as COGNIGY_HUB_URL, run `write` and `install` again.",
            place: where,
          } as const,
        ]
      : []),
    ...(settings.usesBridge && customers.length === 0
      ? [
          {
            level: "warn",
            code: "customer_urls_missing",
            message: "Route bridge is used, but no Endpoint is named through which customers write.",
            fix: "Give the URLs of your Webchat, Socket.IO or Webhook Endpoints as COGNIGY_CUSTOMER_URLS.",
            place: where,
          } as const,
        ]
      : []),
  ];
}
