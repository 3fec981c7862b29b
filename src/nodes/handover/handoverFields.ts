/** The fields of Handover to RingCentral. */
import { availabilityRuleField, channelFields } from "../shared/availabilityCheck";
import { businessHoursFields, businessHoursSection } from "../shared/businessHoursFields";
import { threadIdField } from "../shared/conversation";
import {
  type ConfigOf,
  jsonField,
  listField,
  liveSelectField,
  numberField,
  selectField,
  textField,
  toggleField,
} from "../shared/field";
import { localized } from "../shared/localized";
import { maskingFields, maskingSection } from "../shared/masking";
import { resolveCategories } from "../shared/optionResolvers";
import { resolveAgents, resolveLanguages, resolveTeams } from "../shared/peopleResolvers";

const notNative = { key: "conversation", value: ["auto", "channel", "bridge"] };
const onBridge = { key: "conversation", value: ["auto", "bridge"] };

export const handoverFields = {
  conversation: selectField(
    localized("Where the customer writes", "Wo der Kunde schreibt", "Dónde escribe el cliente"),
    [
      ["auto", localized("Find out automatically", "Automatisch erkennen", "Detectar automáticamente")],
      ["channel", localized("On a channel of Engage", "Auf einem Kanal von Engage", "En un canal de Engage")],
      [
        "bridge",
        localized(
          "On a channel of Cognigy (Webchat, ...)",
          "Auf einem Kanal von Cognigy (Webchat, ...)",
          "En un canal de Cognigy (Webchat, ...)",
        ),
      ],
      [
        "native",
        localized(
          "Cognigy's RingCentral Engage Endpoint",
          "Cognigys RingCentral-Engage-Endpoint",
          "Endpoint RingCentral Engage de Cognigy",
        ),
      ],
    ],
    { defaultValue: "auto" },
  ),
  acceptedMessage: textField(
    localized("Handover accepted message", "Nachricht bei angenommener Übergabe", "Mensaje de transferencia aceptada"),
    {
      multiline: true,
      description: localized(
        "What the customer reads once the handover is done.",
        "Was der Kunde liest, sobald die Übergabe erfolgt ist.",
        "Lo que lee el cliente una vez realizada la transferencia.",
      ),
    },
  ),
  threadId: {
    ...threadIdField,
    descriptor: { ...threadIdField.descriptor, condition: { key: "conversation", value: ["auto", "channel"] } },
  },

  agentCategory: liveSelectField(localized("Agent category", "Agent-Kategorie", "Categoría Agent"), resolveCategories, {
    description: localized(
      "Who gets the conversation. Without a choice: the Agent category of the Connection.",
      "Wer die Konversation bekommen soll. Ohne Auswahl: die Agent-Kategorie der Verbindung.",
      "Quién recibirá la conversación. Sin selección: la categoría Agent de la conexión.",
    ),
  }),
  additionalCategoryIds: listField(
    localized("Additional category IDs", "Zusätzliche Kategorie-IDs", "ID de categorías adicionales"),
    {
      description: localized(
        "Topics that the conversation also gets, as many as you like.",
        "Themen, die die Konversation zusätzlich bekommt; mehrere möglich.",
        "Temas que también se asignan a la conversación; se admiten varios.",
      ),
    },
  ),
  languageCategories: jsonField(localized("Category per language", "Kategorie je Sprache", "Categoría por idioma"), {
    description: localized(
      'Language code to category ID, e.g. { "en": "66a0...", "de": "66a1..." }. The conversation gets the one of its language and loses the others.',
      'Sprachkürzel zu Kategorie-ID, z. B. { "en": "66a0...", "de": "66a1..." }. Die Konversation bekommt die Kategorie ihrer Sprache und verliert die anderen.',
      'Código de idioma a ID de categoría, p. ej. { "en": "66a0...", "de": "66a1..." }. La conversación recibe la de su idioma y pierde las demás.',
    ),
  }),
  keepBotCategory: toggleField(
    localized("Keep the Bot category", "Bot-Kategorie behalten", "Mantener la categoría Bot"),
    {
      defaultValue: false,
      description: localized(
        "Leave this off, or the bot keeps answering in the conversation.",
        "Ausgeschaltet lassen, sonst antwortet der Bot in der Konversation weiter.",
        "Dejar desactivado; si no, el bot sigue respondiendo en la conversación.",
      ),
    },
  ),

  ...businessHoursFields,
  teamId: liveSelectField(localized("Team", "Team", "Equipo"), resolveTeams, {
    description: localized(
      "Only agents of this team get the conversation (task mode). If none of them is connected, its categories decide.",
      "Nur Agenten dieses Teams bekommen die Konversation (Aufgabenmodus). Ist niemand aus dem Team verbunden, entscheiden die Kategorien.",
      "Solo los agentes de este equipo reciben la conversación (modo de tareas). Si nadie del equipo está conectado, deciden las categorías.",
    ),
  }),
  agentId: liveSelectField(localized("Agent", "Agent", "Agente"), resolveAgents, {
    description: localized(
      "This agent gets the conversation at once, if connected (task mode).",
      "Dieser Agent bekommt die Konversation sofort, falls verbunden (Aufgabenmodus).",
      "Este agente recibe la conversación de inmediato si está conectado (modo de tareas).",
    ),
  }),
  spokenLanguage: liveSelectField(
    localized("Spoken language", "Gesprochene Sprache", "Idioma hablado"),
    resolveLanguages,
    {
      description: localized(
        "Only agents who speak it get the conversation (task mode). It also chooses the category per language.",
        "Nur Agenten, die sie sprechen, bekommen die Konversation (Aufgabenmodus). Die Sprache bestimmt auch die Kategorie je Sprache.",
        "Solo los agentes que lo hablan reciben la conversación (modo de tareas). El idioma también determina la categoría por idioma.",
      ),
    },
  ),

  checkAvailability: toggleField(
    localized(
      "Check for available agents first",
      "Zuerst prüfen, ob Agenten verfügbar sind",
      "Comprobar primero si hay agentes disponibles",
    ),
    {
      defaultValue: true,
      description: localized(
        "If nobody is there, the Flow continues at “No agent available”, and the node changes nothing. If the token isn't allowed to see agents, the handover goes ahead.",
        "Ist niemand verfügbar, nimmt der Flow den Ausgang „Kein Agent verfügbar“ und der Node ändert nichts. Darf das Token keine Agenten sehen, erfolgt die Übergabe trotzdem.",
        "Si no hay nadie disponible, el Flow toma la salida «Ningún agente disponible» y el nodo no cambia nada. Si el token no puede ver agentes, la transferencia se realiza igualmente.",
      ),
    },
  ),
  availabilityRule: availabilityRuleField,
  ...channelFields,

  sendProfile: toggleField(
    localized("Send the customer's profile", "Profil des Kunden senden", "Enviar el perfil del cliente"),
    {
      defaultValue: true,
      description: localized(
        "Only on a channel of Cognigy (Webchat, ...). Never sent when the profile says prevent_data_collection.",
        "Nur auf einem Kanal von Cognigy (Webchat, ...). Wird nie gesendet, wenn das Profil prevent_data_collection enthält.",
        "Solo en un canal de Cognigy (Webchat, ...). Nunca se envía si el perfil indica prevent_data_collection.",
      ),
    },
  ),
  onlyWithConsent: toggleField(
    localized("Only with GDPR consent", "Nur mit DSGVO-Einwilligung", "Solo con consentimiento RGPD"),
    {
      defaultValue: false,
      whenUnclear: true,
      description: localized(
        "Sends the profile only when its field accepted_gdpr is true.",
        "Sendet das Profil nur, wenn dessen Feld accepted_gdpr den Wert true hat.",
        "Envía el perfil solo si su campo accepted_gdpr tiene el valor true.",
      ),
      condition: { key: "sendProfile", value: true },
    },
  ),
  profileMapping: jsonField(
    localized("Profile field mapping", "Zuordnung der Profilfelder", "Asignación de campos del perfil"),
    {
      description: localized(
        'Profile field to Engage field or context data key, e.g. { "customerPhone": "mobile_phone", "tier": "loyalty-tier", "notes": "" }. An empty target keeps a field out.',
        'Profilfeld zu Engage-Feld oder Schlüssel der Kontextdaten, z. B. { "customerPhone": "mobile_phone", "tier": "loyalty-tier", "notes": "" }. Felder mit leerem Ziel werden nicht übertragen.',
        'Campo del perfil a campo de Engage o clave de los datos de contexto, p. ej. { "customerPhone": "mobile_phone", "tier": "loyalty-tier", "notes": "" }. Un destino vacío excluye el campo.',
      ),
      condition: { key: "sendProfile", value: true },
    },
  ),

  reason: textField(localized("Reason", "Grund", "Motivo"), {
    description: localized(
      "Why the customer needs a person, in a few words.",
      "Warum der Kunde einen Menschen braucht, in wenigen Worten.",
      "Por qué el cliente necesita a una persona, en pocas palabras.",
    ),
  }),
  urgency: textField(localized("Urgency", "Dringlichkeit", "Urgencia"), {
    placeholder: "high",
  }),
  summary: textField(localized("Summary", "Zusammenfassung", "Resumen"), {
    multiline: true,
    description: localized(
      "What was said so far, for example from an LLM node.",
      "Was bisher gesagt wurde, zum Beispiel aus einem LLM-Node.",
      "Lo dicho hasta ahora, por ejemplo de un nodo LLM.",
    ),
  }),
  alreadyTried: textField(localized("Already tried", "Bereits versucht", "Ya se intentó"), {
    multiline: true,
    description: localized(
      "What the bot or the customer has tried in vain.",
      "Was Bot oder Kunde vergeblich versucht haben.",
      "Lo que el bot o el cliente intentaron sin éxito.",
    ),
  }),
  facts: jsonField(localized("Facts", "Fakten", "Datos"), {
    description: localized(
      'What is known, e.g. { "order": "{{context.order}}" }.',
      'Was bekannt ist, z. B. { "order": "{{context.order}}" }.',
      'Lo que se sabe, p. ej. { "order": "{{context.order}}" }.',
    ),
  }),

  openingMessage: textField(
    localized("Opening message to the agent", "Erste Nachricht an den Agenten", "Primer mensaje al agente"),
    {
      multiline: true,
      placeholder: "{{input.text}}",
      description: localized(
        "Without one: what the customer wrote last.",
        "Ohne Angabe: was der Kunde zuletzt schrieb.",
        "Si está vacío: lo último que escribió el cliente.",
      ),
    },
  ),
  transcriptTurns: numberField(
    localized("Turns of the transcript", "Einträge im Gesprächsverlauf", "Turnos de la transcripción"),
    {
      defaultValue: 10,
      min: 0,
      max: 10,
      description: localized(
        "How much of the conversation with the bot the agent gets to read, 0 to 10.",
        "Wie viel der Agent vom Gespräch mit dem Bot zu lesen bekommt, 0 bis 10.",
        "Qué parte de la conversación con el bot puede leer el agente, de 0 a 10.",
      ),
    },
  ),
  transcript: textField(localized("Transcript", "Gesprächsverlauf", "Transcripción"), {
    multiline: true,
    description: localized(
      "Your own transcript, used instead of Cognigy's.",
      "Eigener Gesprächsverlauf anstelle des Verlaufs von Cognigy.",
      "Transcripción propia, en lugar de la de Cognigy.",
    ),
  }),
  contextData: jsonField(
    localized("Further data for the agent", "Weitere Daten für den Agenten", "Más datos para el agente"),
    {
      description: localized(
        'Shown beside the conversation in Engage, e.g. { "order": "{{context.order}}" }.',
        'Werden in Engage neben der Konversation angezeigt, z. B. { "order": "{{context.order}}" }.',
        'Se muestran junto a la conversación en Engage, p. ej. { "order": "{{context.order}}" }.',
      ),
    },
  ),

  ...maskingFields,
};

export type HandoverConfig = ConfigOf<typeof handoverFields>;

export const handoverSections = {
  categories: {
    label: localized("Categories", "Kategorien", "Categorías"),
    fields: ["agentCategory", "additionalCategoryIds", "languageCategories", "keepBotCategory"],
    condition: notNative,
  },
  routing: {
    label: localized("Who gets it", "Wer sie bekommt", "Quién la recibe"),
    fields: ["teamId", "agentId", "spokenLanguage"],
    condition: notNative,
  },
  hours: businessHoursSection,
  availability: {
    label: localized("Availability", "Verfügbarkeit", "Disponibilidad"),
    fields: ["checkAvailability", "availabilityRule", "channelId", "channelName"],
  },
  profile: {
    label: localized("Customer profile", "Kundenprofil", "Perfil del cliente"),
    fields: ["sendProfile", "onlyWithConsent", "profileMapping"],
    condition: onBridge,
  },
  briefing: {
    label: localized("Briefing", "Briefing", "Información para el agente"),
    fields: ["reason", "urgency", "summary", "alreadyTried", "facts"],
    condition: notNative,
  },
  opening: {
    label: localized("What the agent reads first", "Was der Agent zuerst liest", "Lo primero que lee el agente"),
    fields: ["openingMessage", "transcriptTurns", "transcript", "contextData"],
    condition: onBridge,
  },
  privacy: { ...maskingSection, condition: notNative },
};
