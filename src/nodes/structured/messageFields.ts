/** The fields of Send Structured Message: those of every type, and where each is shown. */
import type { StructuredType } from "../../core/content/structuredMessage";
import { threadIdField } from "../shared/conversation";
import { type ConfigOf, jsonField, selectField, textField, toggleField } from "../shared/field";
import { localized } from "../shared/localized";
import { entriesField } from "./entriesField";
import { BUTTON, CARD, CHOICE, LIST_ITEM, PAGE, PLACE, TIMESLOT } from "./entryForms";
import { paymentFields } from "./paymentFields";

const on = (...types: StructuredType[]) => ({ key: "messageType", value: types });

const TITLED = on("rich_link", "template", "list", "form");

export const messageFields = {
  messageType: selectField<StructuredType>(
    localized("Type of message", "Art der Nachricht", "Tipo de mensaje"),
    [
      ["select", localized("Quick replies (select)", "Schnellantworten (select)", "Respuestas rápidas (select)")],
      [
        "rich_link",
        localized(
          "Link with preview (rich_link)",
          "Link mit Vorschau (rich_link)",
          "Enlace con vista previa (rich_link)",
        ),
      ],
      [
        "template",
        localized(
          "Card with buttons (template)",
          "Karte mit Schaltflächen (template)",
          "Tarjeta con botones (template)",
        ),
      ],
      ["carousel", localized("Several cards (carousel)", "Mehrere Karten (carousel)", "Varias tarjetas (carousel)")],
      [
        "list",
        localized(
          "List to choose from (list: Apple, WhatsApp)",
          "Auswahlliste (list: Apple, WhatsApp)",
          "Lista de opciones (list: Apple, WhatsApp)",
        ),
      ],
      [
        "time_select",
        localized(
          "Appointment times (time_select: Apple)",
          "Terminauswahl (time_select: Apple)",
          "Horas de cita (time_select: Apple)",
        ),
      ],
      ["form", localized("Form (form: Apple)", "Formular (form: Apple)", "Formulario (form: Apple)")],
      ["apple_pay", localized("Payment (apple_pay)", "Zahlung (apple_pay)", "Pago (apple_pay)")],
      [
        "authenticate",
        localized(
          "Sign-in (authenticate: Apple)",
          "Anmeldung (authenticate: Apple)",
          "Inicio de sesión (authenticate: Apple)",
        ),
      ],
    ],
    { defaultValue: "select" },
  ),
  body: textField(localized("Text", "Text", "Texto"), {
    multiline: true,
    description: localized(
      "What the customer reads. Quick replies, appointment times and payments need one; elsewhere it may be empty.",
      "Was der Kunde liest. Schnellantworten, Termine und Zahlungen brauchen einen; sonst darf er leer sein.",
      "Lo que lee el cliente. Obligatorio en respuestas rápidas, citas y pagos; en los demás puede quedar vacío.",
    ),
  }),
  title: textField(localized("Title", "Titel", "Título"), { condition: TITLED }),
  subtitle: textField(localized("Subtitle", "Untertitel", "Subtítulo"), { condition: TITLED }),
  url: textField(localized("Link (URL)", "Link (URL)", "Enlace (URL)"), {
    placeholder: "https://www.example.com/offer",
    condition: on("rich_link", "template"),
  }),
  choices: entriesField(localized("Quick replies", "Schnellantworten", "Respuestas rápidas"), {
    form: CHOICE,
    placeholder: "Yes | confirm_yes\nNo | confirm_no",
    description: localized(
      "One per line: title | payload | image. Without a payload the title comes back. Image (Messenger only): URL or attachment ID. Or JSON.",
      "Eine pro Zeile: Titel | Payload | Bild. Ohne Payload wird der Titel zurückgesendet. Bild (nur Messenger): URL oder Anhang-ID. Oder JSON.",
      "Una por línea: título | payload | imagen. Sin payload se devuelve el título. Imagen (solo Messenger): URL o ID de adjunto. O JSON.",
    ),
    condition: on("select"),
  }),
  buttons: entriesField(localized("Buttons", "Schaltflächen", "Botones"), {
    form: BUTTON,
    placeholder: "Order now | order\nDetails | | https://www.example.com/offer",
    description: localized(
      "One per line: title | payload | url. A button either answers with its payload or opens its URL. Or JSON.",
      "Eine pro Zeile: Titel | Payload | URL. Eine Schaltfläche antwortet mit ihrem Payload oder öffnet ihre URL. Oder JSON.",
      "Uno por línea: título | payload | URL. Cada botón responde con su payload o abre su URL. O JSON.",
    ),
    condition: on("template"),
  }),
  cards: entriesField(localized("Cards", "Karten", "Tarjetas"), {
    form: CARD,
    placeholder:
      "Red shoes | From 49 EUR | https://www.example.com/red.png | | Buy=buy_red; Details=https://www.example.com/red",
    description: localized(
      "One per line: title | subtitle | image | url | buttons. Image: URL or attachment ID. Buttons: title=payload or title=URL, with semicolons between. Or JSON.",
      "Eine pro Zeile: Titel | Untertitel | Bild | URL | Schaltflächen. Bild: URL oder Anhang-ID. Schaltflächen: Titel=Payload oder Titel=URL, durch Semikolon getrennt. Oder JSON.",
      "Una por línea: título | subtítulo | imagen | URL | botones. Imagen: URL o ID de adjunto. Botones: título=payload o título=URL, separados por punto y coma. O JSON.",
    ),
    condition: on("carousel"),
  }),
  listItems: entriesField(localized("Entries of the list", "Einträge der Liste", "Entradas de la lista"), {
    form: LIST_ITEM,
    placeholder: "Small | size_s | Fits 36 to 38 | Sizes\nLarge | size_l | Fits 42 to 44",
    description: localized(
      "One per line: title | payload | subtitle | section | image. A section is valid until the next one is named. Image (Apple only): URL or attachment ID. Or JSON.",
      "Einer pro Zeile: Titel | Payload | Untertitel | Abschnitt | Bild. Ein Abschnitt gilt, bis der nächste genannt wird. Bild (nur Apple): URL oder Anhang-ID. Oder JSON.",
      "Una por línea: título | payload | subtítulo | sección | imagen. Una sección vale hasta la siguiente. Imagen (solo Apple): URL o ID de adjunto. O JSON.",
    ),
    condition: on("list"),
  }),
  timeslots: entriesField(localized("Appointment times", "Termine", "Horas de cita"), {
    form: TIMESLOT,
    placeholder: "2026-06-01T08:00+0200 | 1800 | monday-8",
    description: localized(
      "One per line: start | duration in seconds | identifier. Or JSON.",
      "Einer pro Zeile: Beginn | Dauer in Sekunden | Kennung. Oder JSON.",
      "Una por línea: inicio | duración en segundos | identificador. O JSON.",
    ),
    condition: on("time_select"),
  }),
  place: entriesField(localized("Place", "Ort", "Lugar"), {
    form: PLACE,
    placeholder: "Main Street Store | 48.137 | 11.575 | 100",
    description: localized(
      "One line: title | latitude | longitude | radius in metres. Or JSON.",
      "Eine Zeile: Titel | Breitengrad | Längengrad | Umkreis in Metern. Oder JSON.",
      "Una línea: título | latitud | longitud | radio en metros. O JSON.",
    ),
    condition: on("time_select"),
  }),
  pages: entriesField(localized("Pages", "Seiten", "Páginas"), {
    form: PAGE,
    placeholder:
      "size | select | Which size? | Small=s; Large=l\nday | datePicker | Which day?\nname | input | Your name? | First and last name",
    description: localized(
      "One per line: id | type | title | choices. Types: select, picker, datePicker, input. Choices: title=value with semicolons between; for input the placeholder. The pages follow each other. Or JSON.",
      "Eine pro Zeile: ID | Typ | Titel | Auswahl. Typen: select, picker, datePicker, input. Auswahl: Titel=Wert, durch Semikolon getrennt; bei input der Platzhalter. Die Seiten erscheinen in dieser Reihenfolge. Oder JSON.",
      "Una por línea: id | tipo | título | opciones. Tipos: select, picker, datePicker, input. Opciones: título=valor, separadas por punto y coma; en input, el texto de ejemplo. Las páginas aparecen en este orden. O JSON.",
    ),
    condition: on("form"),
  }),
  responseBody: textField(localized("Text of the answer", "Text der Antwort", "Texto de la respuesta"), {
    description: localized(
      "The text of the customer's answer.",
      "Was in der Antwort des Kunden steht.",
      "Lo que aparece en la respuesta del cliente.",
    ),
    condition: on("authenticate"),
  }),
  ...paymentFields,

  image: textField(localized("Image", "Bild", "Imagen"), {
    placeholder: "https://www.example.com/offer.png",
    description: localized(
      "URL of a PNG or JPEG file of at most 5 MB, or the ID of an attachment in Engage.",
      "URL einer PNG- oder JPEG-Datei mit höchstens 5 MB oder die ID eines Anhangs in Engage.",
      "URL de un archivo PNG o JPEG de 5 MB como máximo, o el ID de un adjunto en Engage.",
    ),
    condition: on("rich_link", "template", "list", "time_select", "form", "apple_pay", "authenticate"),
  }),
  fallbackImage: textField(localized("Fallback image", "Ersatzbild", "Imagen alternativa"), {
    description: localized(
      "Where the channel cannot show the first one. Always public.",
      "Falls der Kanal das Bild nicht anzeigen kann. Immer öffentlich.",
      "Si el canal no puede mostrar la imagen. Siempre pública.",
    ),
    condition: TITLED,
  }),
  privateImages: toggleField(
    localized("Upload images as private", "Bilder privat hochladen", "Subir imágenes como privadas"),
    {
      defaultValue: false,
      whenUnclear: true,
      description: localized(
        "Off: anyone who knows an image's address in Engage can see it. Not every channel shows private images.",
        "Aus: Wer die Adresse eines Bildes in Engage kennt, kann es sehen. Nicht jeder Kanal zeigt private Bilder an.",
        "Desactivado: quien conozca la dirección de la imagen en Engage puede verla. No todos los canales muestran imágenes privadas.",
      ),
    },
  ),

  urlText: textField(localized("Text of the link", "Text des Links", "Texto del enlace"), {
    condition: on("rich_link", "template"),
  }),
  urlFallback: textField(localized("Fallback link (URL)", "Ersatzlink (URL)", "Enlace alternativo (URL)"), {
    condition: on("rich_link", "template"),
  }),
  target: selectField(
    localized("Link opens in", "Link öffnen", "El enlace se abre en"),
    [
      ["default", localized("Channel's default", "Vorgabe des Kanals", "Valor predeterminado del canal")],
      ["webview", localized("Webview", "In einer Webview", "Webview")],
      ["open", localized("New window", "In neuem Fenster", "Una ventana nueva")],
      ["current", localized("Same window", "Im selben Fenster", "La misma ventana")],
    ],
    { defaultValue: "default", condition: on("rich_link", "template") },
  ),
  webviewHeight: selectField(
    localized("Height of the webview", "Höhe der Webview", "Altura de la webview"),
    [
      ["default", localized("Channel's default", "Vorgabe des Kanals", "Valor predeterminado del canal")],
      ["full", localized("Full", "Voll", "Completa")],
      ["tall", localized("Tall", "Hoch", "Alta")],
      ["compact", localized("Compact", "Kompakt", "Compacta")],
    ],
    { defaultValue: "default", condition: on("rich_link", "template") },
  ),
  centerItems: toggleField(localized("Centre the replies", "Antworten zentrieren", "Centrar las respuestas"), {
    defaultValue: false,
    condition: on("select"),
  }),
  disableTextInput: toggleField(
    localized("Take no typed answer", "Keine getippte Antwort zulassen", "No admitir respuesta escrita"),
    { defaultValue: false, condition: on("select") },
  ),
  header: textField(localized("Header (WhatsApp)", "Kopfzeile (WhatsApp)", "Encabezado (WhatsApp)"), {
    condition: on("list"),
  }),
  buttonText: textField(
    localized("Text of the button (WhatsApp)", "Text der Schaltfläche (WhatsApp)", "Texto del botón (WhatsApp)"),
    { condition: on("list") },
  ),
  multipleSelection: toggleField(
    localized("Several may be chosen (Apple)", "Mehrfachauswahl (Apple)", "Selección múltiple (Apple)"),
    { defaultValue: false, condition: on("list") },
  ),
  footer: textField(localized("Footer (WhatsApp)", "Fußzeile (WhatsApp)", "Pie de mensaje (WhatsApp)"), {
    condition: on("template"),
  }),
  showSummary: toggleField(
    localized(
      "Show a summary before sending",
      "Vor dem Senden Zusammenfassung anzeigen",
      "Mostrar un resumen antes de enviar",
    ),
    { defaultValue: false, condition: on("form") },
  ),
  privateForm: toggleField(localized("Private form", "Privates Formular", "Formulario privado"), {
    defaultValue: false,
    whenUnclear: true,
    condition: on("form"),
  }),
  furtherFields: jsonField(localized("Further members", "Weitere Felder", "Más campos"), {
    description: localized(
      'Other members that Engage documents for this type, in the form of its API, e.g. { "app_id": "123" }. Wins over the fields above.',
      'Weitere Felder, die Engage für diesen Typ dokumentiert, im Format seiner API, z. B. { "app_id": "123" }. Sie haben Vorrang vor den Feldern oben.',
      'Otros campos que Engage documenta para este tipo, en el formato de su API, p. ej. { "app_id": "123" }. Tienen prioridad sobre los campos anteriores.',
    ),
  }),

  fitAutomatically: toggleField(localized("Fit automatically", "Automatisch anpassen", "Ajustar automáticamente"), {
    defaultValue: false,
    description: localized(
      "On: long texts are cut and surplus entries are left out; the result says so. Off: such a message isn't sent.",
      "An: Zu lange Texte werden gekürzt und überzählige Einträge weggelassen; das Ergebnis weist darauf hin. Aus: Solche Nachrichten werden nicht gesendet.",
      "Activado: los textos demasiado largos se acortan y las entradas sobrantes se omiten; el resultado lo indica. Desactivado: esos mensajes no se envían.",
    ),
  }),
  threadId: threadIdField,
  contentId: textField(localized("Message ID", "Nachrichten-ID", "ID de mensaje"), {
    description: localized(
      "The customer's message to answer. Leave empty for the last one.",
      "Die Nachricht des Kunden, auf die geantwortet wird. Leer lassen für die letzte.",
      "El mensaje del cliente al que se responde. Dejar vacío para el último.",
    ),
  }),
};

export type MessageConfig = ConfigOf<typeof messageFields>;

export const messageSections = {
  payment: {
    label: localized("Payment", "Zahlung", "Pago"),
    fields: Object.keys(paymentFields),
    condition: on("apple_pay"),
  },
  images: {
    label: localized("Images", "Bilder", "Imágenes"),
    fields: ["image", "fallbackImage", "privateImages"],
  },
  details: {
    label: localized("Details", "Einzelheiten", "Detalles"),
    fields: [
      "urlText",
      "urlFallback",
      "target",
      "webviewHeight",
      "centerItems",
      "disableTextInput",
      "header",
      "buttonText",
      "multipleSelection",
      "footer",
      "showSummary",
      "privateForm",
      "furtherFields",
    ],
  },
  sending: {
    label: localized("Sending", "Senden", "Envío"),
    fields: ["fitAutomatically", "threadId", "contentId"],
  },
};
