/** The fields of a payment request (`apple_pay`). */
import { jsonField, listField, textField } from "../shared/field";
import { localized } from "../shared/localized";
import { entriesField } from "./entriesField";
import { AMOUNT } from "./entryForms";

const condition = { key: "messageType", value: "apple_pay" };

export const paymentFields = {
  paymentGatewayUrl: textField(localized("Payment gateway (URL)", "Zahlungs-Gateway (URL)", "Pasarela de pago (URL)"), {
    condition,
  }),
  merchantSession: jsonField(localized("Merchant session", "Händlersitzung", "Sesión del comerciante"), {
    description: localized(
      "The object that Apple gave for this payment.",
      "Das Objekt, das Apple für diese Zahlung ausgestellt hat.",
      "El objeto que Apple entregó para este pago.",
    ),
    condition,
  }),
  merchantIdentifier: textField(localized("Merchant identifier", "Händlerkennung", "Identificador del comerciante"), {
    condition,
  }),
  merchantName: textField(localized("Merchant name", "Händlername", "Nombre del comerciante"), { condition }),
  merchantCapabilities: listField(
    localized("Merchant capabilities", "Fähigkeiten des Händlers", "Capacidades del comerciante"),
    {
      description: localized(
        "Such as supports3DS, supportsCredit.",
        "Zum Beispiel supports3DS, supportsCredit.",
        "Por ejemplo supports3DS, supportsCredit.",
      ),
      condition,
    },
  ),
  supportedNetworks: listField(localized("Card networks", "Kartennetzwerke", "Redes de tarjetas"), {
    description: localized(
      "Such as visa, masterCard, amex.",
      "Zum Beispiel visa, masterCard, amex.",
      "Por ejemplo visa, masterCard, amex.",
    ),
    condition,
  }),
  countryCode: textField(localized("Country code", "Ländercode", "Código de país"), { placeholder: "DE", condition }),
  currencyCode: textField(localized("Currency code", "Währungscode", "Código de moneda"), {
    placeholder: "EUR",
    condition,
  }),
  total: entriesField(localized("Total", "Gesamtbetrag", "Total"), {
    form: AMOUNT,
    placeholder: "Order 4711 | 59.90",
    description: localized(
      "One line: label | amount | type. Without a type: final. Or JSON.",
      "Eine Zeile: Bezeichnung | Betrag | Typ. Ohne Typ: final. Oder JSON.",
      "Una línea: etiqueta | importe | tipo. Sin tipo: final. O JSON.",
    ),
    condition,
  }),
  paymentItems: entriesField(localized("Items of the payment", "Posten der Zahlung", "Partidas del pago"), {
    form: AMOUNT,
    placeholder: "Shoes | 49.90\nShipping | 10.00",
    description: localized(
      "One per line: label | amount | type. Without a type: final. Or JSON.",
      "Einer pro Zeile: Bezeichnung | Betrag | Typ. Ohne Typ: final. Oder JSON.",
      "Una por línea: etiqueta | importe | tipo. Sin tipo: final. O JSON.",
    ),
    condition,
  }),
};
