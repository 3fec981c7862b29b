/** Node "Update Engage Customer": writes what the bot learned about the customer to the customer record in Engage. */

import { toGroupChange } from "../core/customerRecord";
import { EngageError } from "../core/errors";
import { isProfileSharable } from "../core/profile";
import { repeatOnConflict } from "../engage/repeat";
import type { Identity } from "../engage/resources/identities";
import { defineNode, type NodeRun } from "./shared/defineNode";
import { type ConfigOf, jsonField, listField, selectField, textField, toggleField } from "./shared/field";
import { localized } from "./shared/localized";

const fields = {
  useProfile: toggleField(
    localized("Take over the Contact Profile", "Kontaktprofil übernehmen", "Usar el perfil de contacto"),
    {
      defaultValue: true,
      description: localized(
        "Name, email, phone and gender. The fields below win over the profile. A profile with prevent_data_collection lets this node write nothing at all.",
        "Name, E-Mail, Telefon und Geschlecht. Die Felder unten haben Vorrang. Bei einem Profil mit prevent_data_collection schreibt dieser Node gar nichts.",
        "Nombre, correo, teléfono y género. Los campos siguientes tienen prioridad. Con prevent_data_collection en el perfil, este nodo no escribe nada.",
      ),
    },
  ),
  onlyWithConsent: toggleField(
    localized("Only with GDPR consent", "Nur mit DSGVO-Einwilligung", "Solo con consentimiento RGPD"),
    {
      defaultValue: false,
      whenUnclear: true,
      description: localized(
        "Writes anything only when the profile's field accepted_gdpr is true.",
        "Schreibt nur, wenn das Profilfeld accepted_gdpr den Wert true hat.",
        "Escribe solo si el campo accepted_gdpr del perfil tiene el valor true.",
      ),
    },
  ),
  identityId: textField(localized("Identity ID", "Identitäts-ID", "ID de identidad"), {
    description: localized(
      "Leave empty to use the customer of this conversation.",
      "Leer lassen für den Kunden dieser Konversation.",
      "Dejar vacío para usar el cliente de esta conversación.",
    ),
  }),
  firstname: textField(localized("First name", "Vorname", "Nombre")),
  lastname: textField(localized("Last name", "Nachname", "Apellidos")),
  company: textField(localized("Company", "Firma", "Empresa")),
  emails: listField(localized("Email addresses", "E-Mail-Adressen", "Correos electrónicos")),
  homePhones: listField(localized("Home phones", "Festnetznummern", "Teléfonos fijos")),
  mobilePhones: listField(localized("Mobile phones", "Mobilnummern", "Teléfonos móviles")),
  tagIds: listField(localized("Tag IDs", "Tag-IDs", "ID de etiquetas")),
  notes: textField(localized("Notes", "Notizen", "Notas"), { multiline: true }),
  notesMode: selectField(
    localized("Notes are", "Notizen werden", "Las notas se"),
    [
      ["append", localized("appended", "angehängt", "añaden")],
      ["replace", localized("replaced", "ersetzt", "sustituyen")],
    ],
    { defaultValue: "append" },
  ),
  customFields: jsonField(localized("Custom fields", "Benutzerdefinierte Felder", "Campos personalizados"), {
    description: localized(
      'Keys and values, e.g. { "loyalty_tier": "gold" }. A list is a field with several values.',
      'Schlüssel und Werte, z. B. { "loyalty_tier": "gold" }. Eine Liste ist ein Feld mit mehreren Werten.',
      'Claves y valores, p. ej. { "loyalty_tier": "gold" }. Una lista es un campo con varios valores.',
    ),
  }),
};

type Run = NodeRun<ConfigOf<typeof fields>>;

export const updateEngageCustomer = defineNode({
  type: "updateEngageCustomer",
  label: localized("Update Engage Customer", "Engage-Kunden aktualisieren", "Actualizar cliente de Engage"),
  summary: localized(
    "Writes names, contact details, notes, tags and custom fields to the customer record in RingCentral Engage",
    "Schreibt Namen, Kontaktdaten, Notizen, Tags und benutzerdefinierte Felder in den Kundendatensatz in RingCentral Engage",
    "Escribe nombres, datos de contacto, notas, etiquetas y campos personalizados en el registro del cliente de RingCentral Engage",
  ),
  tags: ["engage", "ringcentral", "customer", "profile", "identity"],
  preview: "identityId",
  resultKey: "engageCustomer",
  fields,
  sections: {
    details: {
      label: localized("Customer data", "Kundendaten", "Datos del cliente"),
      fields: [
        "firstname",
        "lastname",
        "company",
        "emails",
        "homePhones",
        "mobilePhones",
        "tagIds",
        "notes",
        "notesMode",
        "customFields",
      ],
    },
  },
  async run(node) {
    const { config, engage, profile } = node;
    if (!isProfileSharable(profile, config.onlyWithConsent)) {
      return { result: { status: "notAllowed", reason: "profile" } };
    }
    const identity = await readIdentity(node);
    const groupId = identity.identity_group_id;
    // Engage makes the record when somebody adds data by hand or merges identities; no call creates one.
    if (groupId === null) {
      return { result: { status: "noCustomerRecord", identityId: identity.id } };
    }
    const written = await repeatOnConflict(engage, async () => {
      const change = toGroupChange(await engage.getIdentityGroup(groupId), config, config.useProfile ? profile : {});
      if (Object.keys(change).length === 0) {
        return [];
      }
      await engage.updateIdentityGroup(groupId, change);
      return Object.keys(change);
    });
    return {
      result: {
        status: written.length > 0 ? "updated" : "unchanged",
        identityId: identity.id,
        identityGroupId: groupId,
        fields: written,
      },
    };
  },
});

async function readIdentity({ claims, config, connection, engage, input }: Run): Promise<Identity> {
  const identityId = config.identityId ?? claims.engage?.identityId;
  if (identityId !== undefined) {
    return engage.getIdentity(identityId);
  }
  const sourceId = connection.bridgeSourceId();
  if (sourceId !== undefined && input.userId !== "") {
    const found = await engage.findIdentityByForeignId(input.userId, sourceId);
    if (found) {
      return found;
    }
  }
  throw new EngageError("identity_id_missing", "The node does not know which customer in Engage is meant.", {
    hint: "Use it in a conversation that Engage knows (after a handover, or behind engage-hub), or fill in the field Identity ID.",
  });
}
