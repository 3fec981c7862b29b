/** The fields of the Connection, in Cognigy.AI's order. */
import { connectionSchema } from "../../src/connectionSchema";
import { toCode, toTable } from "./markdown";

interface Explanation {
  value: string;
  place: string;
  neededFor: string;
}

const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  apiUrl: {
    value: "Base API URL",
    place:
      "The address of your Engage console with `.api` in it: `acme.engagement.dimelo.com` becomes `acme.api.engagement.dimelo.com`",
    neededFor: "every node",
  },
  accessToken: {
    value: "API access token",
    place: "Engage: Admin > API access tokens, the text beside the token's name",
    neededFor: "every node",
  },
  botCategoryId: {
    value: "ID of the category Bot",
    place:
      "Engage: Admin > Categories > Bot. The ID is in the address of the edit page: `.../admin/categories/{id}/edit`",
    neededFor: "handing over, returning to the bot",
  },
  agentCategoryId: {
    value: "ID of the category Agent",
    place: "The same for Agent",
    neededFor: "handing over, counting agents, the queue",
  },
  realtimeEndpointUrl: {
    value: "Realtime Endpoint URL",
    place: "Engage: Admin > Sources > your Engage Digital Source SDK source > Implementation details",
    neededFor: "route `bridge`",
  },
  realtimeAccessToken: {
    value: "API access token of that source",
    place: "Engage: the settings of the same source. It isn't the token above",
    neededFor: "route `bridge`",
  },
  cognigyEndpointUrl: {
    value: "Address of Cognigy's Endpoint service",
    place: "Any Endpoint URL up to its token, such as `https://endpoint-trial.cognigy.ai`",
    neededFor: "Receive Engage Events, route `bridge`",
  },
};

export function renderConnection(): string {
  return toTable(
    ["Field", "Value", "Where to find it", "Needed for"],
    connectionSchema.fields.map(({ fieldName }) => {
      const explanation = EXPLANATIONS[fieldName];
      if (!explanation) {
        throw new Error(`The Connection's field "${fieldName}" has no explanation for the docs`);
      }
      return [toCode(fieldName), explanation.value, explanation.place, explanation.neededFor];
    }),
  );
}
