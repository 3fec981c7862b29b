/** How conversations get to people: task mode, channel groups, routing strategies, as far as they can be read. */
import { ifAllowed } from "../../engage/account";
import type { Finding } from "../../report";
import { type Check, pass, skip, warn } from "../check";
import { allSourceIds, readSource } from "./sources";

export const channelGroup: Check = {
  id: "channelGroup",
  title: "Task mode and channel group",
  needs: [],
  after: ["api"],
  async run(context) {
    const findings: Finding[] = [];
    const { push_enabled } = await context.account().settings();
    if (push_enabled === false) {
      findings.push(
        warn(
          "task_mode_off",
          "Task mode is off in this account: there are no queue updates, and Lookup Queue Status finds nothing.",
          "Switch on task mode (push), or build the Flow without queue positions.",
          context.engage("Admin", "Settings"),
        ),
      );
    }
    for (const sourceId of allSourceIds(context.settings)) {
      const source = await readSource(context, sourceId);
      if (source?.channel_id === null) {
        findings.push(
          warn(
            "source_without_group",
            `The source "${source.name}" is in no channel group: its conversations are routed to nobody.`,
            "Put it into a channel group that is part of the active routing strategy.",
            context.engage("Admin", "Channel groups"),
          ),
        );
      }
    }
    if (findings.length > 0) {
      return findings;
    }
    if (push_enabled === undefined || push_enabled === null) {
      return [skip("task_mode_unknown", "Task mode: the account does not tell")];
    }
    return [pass("task_mode", "Task mode is on, and the sources are in a channel group")];
  },
};

export const topology: Check = {
  id: "topology",
  title: "Routing strategy",
  needs: [],
  after: ["api"],
  async run({ account, engage }) {
    const topologies = await ifAllowed(account().topologies());
    if (topologies === undefined) {
      return [
        skip("topology_unknown", "Routing strategy: this token may not read it; see that the step `anyone` is 0 in it"),
      ];
    }
    if (topologies.length === 0) {
      return [
        warn(
          "topology_missing",
          "There is no routing strategy.",
          "Create one and activate it; set the step `anyone` to 0.",
          engage("Admin", "Routing"),
        ),
      ];
    }
    return [
      pass(
        "topology",
        `There are routing strategies: ${topologies.map(({ name }) => `"${name}"`).join(", ")}. See that the step anyone is 0 in the active one`,
      ),
    ];
  },
};
