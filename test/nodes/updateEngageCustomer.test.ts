import { channelInput, USER, useNodeLab } from "../../harness/nodeLab";

const lab = useNodeLab();

const run = (config: Record<string, unknown> = {}, profile: Record<string, unknown> = {}) =>
  lab.run(
    "updateEngageCustomer",
    { identityId: lab.engage.seed.identities.knownCustomer.id, ...config },
    { profile, input: channelInput(lab) },
  );

describe("Update Engage Customer", () => {
  test("merges what is known into the customer record, as a form and not in the URL", async () => {
    const { identities, identityGroup, tags } = lab.engage.seed;
    const { result } = await run(
      {
        company: "Acme",
        mobilePhones: ["+49 170 1"],
        tagIds: [tags.vip.id],
        notes: "Prefers mail",
        customFields: { customer_number: 4711, interests: ["tea", "milk"] },
      },
      { firstname: "Kimberly", email: "kim@work.example" },
    );
    expect(lab.sent()).toEqual([
      { call: `GET /identities/${identities.knownCustomer.id}` },
      { call: `GET /identity_groups/${identityGroup.id}` },
      {
        call: `PUT /identity_groups/${identityGroup.id}`,
        body: {
          firstname: "Kimberly",
          company: "Acme",
          notes: "Prefers mail",
          "emails[]": ["kim@example.com", "kim@work.example"],
          "mobile_phones[]": ["+49 170 1"],
          "tag_ids[]": [tags.vip.id],
          "custom_field_values[customer_number]": "4711",
          "custom_field_values[interests][]": ["tea", "milk"],
        },
      },
    ]);
    expect(result).toMatchObject({
      status: "updated",
      identityGroupId: identityGroup.id,
      fields: ["firstname", "company", "notes", "emails", "mobile_phones", "tag_ids", "custom_field_values"],
      calls: 3,
    });
    expect(lab.engage.domain.identityGroups.get(identityGroup.id)).toMatchObject({
      firstname: "Kimberly",
      emails: ["kim@example.com", "kim@work.example"],
    });
  });

  test("writes nothing when nothing is new", async () => {
    const { result } = await run({}, { firstname: "Kim", email: "KIM@example.com" });
    expect(result).toMatchObject({ status: "unchanged", fields: [], calls: 2 });
  });

  test.each<[string, Record<string, unknown>]>([
    ["has an empty token", { customer_number: "{{input.data.unknown}}", vip: null }],
    ["has an empty list", { interests: [] }],
  ])("leaves alone what is stored when a custom field %s", async (_, customFields) => {
    lab.engage.seed.identityGroup.custom_field_values = { customer_number: "4711", vip: "true", interests: ["tea"] };
    const { result } = await run({ customFields });
    expect(lab.calls().filter((call) => call.startsWith("PUT"))).toEqual([]);
    expect(result).toMatchObject({ status: "unchanged", fields: [], calls: 2 });
  });

  test("writes nested custom fields as JSON, and keeps twins that are stored", async () => {
    const { identityGroup } = lab.engage.seed;
    Object.assign(identityGroup, { emails: ["KIM@example.com", "kim@example.com"] });
    await run({ emails: ["kim@work.example"], customFields: { customer_number: { no: 4711 } } });
    expect(lab.sent().at(-1)).toEqual({
      call: `PUT /identity_groups/${identityGroup.id}`,
      body: {
        "emails[]": ["KIM@example.com", "kim@example.com", "kim@work.example"],
        "custom_field_values[customer_number]": '{"no":4711}',
      },
    });
  });

  test("says so when Engage has no record of the customer yet, and that is no error", async () => {
    const { identities } = lab.engage.seed;
    const { result, thrown } = await run({ identityId: "", stopOnError: true }, { firstname: "Lee" });
    expect(result).toEqual({ status: "noCustomerRecord", identityId: identities.customer.id, calls: 1 });
    expect(thrown).toBeUndefined();
  });

  test("reads and merges again when Engage is at work on the record", async () => {
    lab.engage.domain.lockIdentityGroup(lab.engage.seed.identityGroup.id, { times: 1 });
    const { result } = await run({ company: "Acme" });
    expect(result).toMatchObject({ status: "updated", calls: 5 });
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["forbids collecting data", {}, { prevent_data_collection: true, firstname: "Kim" }],
    ["forbids it in another form", {}, { prevent_data_collection: "1", firstname: "Kim" }],
    ["gave no consent, which is asked for in another form", { onlyWithConsent: 1 }, { firstname: "Kim" }],
    ["gave no consent where it is asked for", { onlyWithConsent: true }, { firstname: "Kim" }],
  ])("does nothing when the profile %s", async (_, config, profile) => {
    const { result } = await run({ company: "Acme", ...config }, profile);
    expect(result).toEqual({ status: "notAllowed", reason: "profile", calls: 0 });
  });

  test("finds the customer of a bridged session by the user id", async () => {
    const { communities, sources } = lab.engage.seed;

    const identity = lab.engage.domain.addIdentity({
      communityId: communities.sdk.id,
      foreignId: USER,
      screenname: "Lee",
    });
    const { result } = await lab.run("updateEngageCustomer", {}, {});
    expect(result).toMatchObject({ status: "noCustomerRecord", identityId: identity.id });
    expect(lab.sent()).toEqual([{ call: "GET /identities", query: { foreign_id: USER, source_id: sources.sdk.id } }]);
  });

  test("tells that nobody is known", async () => {
    const { result } = await lab.run("updateEngageCustomer");
    expect(result).toMatchObject({ status: "error", error: { code: "identity_id_missing" } });
  });
});
