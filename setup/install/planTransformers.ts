/** What `install` will change in the transformers of Endpoints that are there already, with the values that are known now. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fillSource } from "../../scripts/fillSource";
import { paths } from "../../scripts/paths";
import { TRANSFORMERS } from "../../scripts/transformerConfig";
import { ManagementError } from "../cognigy/ManagementError";
import type { DeployPlan } from "../deploy/DeployPlan";
import { planEndpoint, tokenOf } from "../deploy/planEndpoint";
import { wishesOf } from "../deploy/wishesOf";
import type { Site } from "./Site";

export async function planTransformers({ api, project, settings }: Site, outputFolder: string): Promise<DeployPlan> {
  const endpoints = await api.listEndpoints(project._id);
  const wishes = wishesOf(settings).filter(({ url }) => endpoints.some(({ URLToken }) => URLToken === tokenOf(url)));
  const environment = settings.toEnvironment();
  const target = {
    api,
    endpoints,
    readCode: (file: string) => fillBuilt(file, environment),
    outputFolder,
    environment,
  };
  const plans = await Promise.all(wishes.map((wish) => planEndpoint(target, wish)));
  return { findings: plans.flatMap(({ findings }) => findings), steps: plans.flatMap(({ steps }) => steps) };
}

async function fillBuilt(file: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const definition = TRANSFORMERS.find((one) => one.file === file);
  const built = await readFile(join(paths.transformers, file), "utf8").catch(() => undefined);
  if (definition === undefined || built === undefined) {
    throw new ManagementError("not_built", `There is no ${file} yet.`, "Run `npm run build` first.");
  }
  return fillSource(built, definition, environment).source;
}
