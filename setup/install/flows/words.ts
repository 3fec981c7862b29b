/** What the bot says, in the languages that `install` knows. People change it in the Flow. */
import type { Words } from "./FlowPlan";

export const WORDS = {
  greeting: {
    en: 'Hello, I\'m the virtual assistant. Type "agent" to talk to a person.',
    de: "Hallo, ich bin der virtuelle Assistent. Schreiben Sie „Mitarbeiter“, um mit einem Menschen zu sprechen.",
    es: "Hola, soy el asistente virtual. Escriba «agente» para hablar con una persona.",
  },
  fallback: {
    en: 'I can\'t answer that yet. Type "agent" to talk to a person.',
    de: "Das kann ich noch nicht beantworten. Schreiben Sie „Mitarbeiter“, um mit einem Menschen zu sprechen.",
    es: "Todavía no puedo responder a eso. Escriba «agente» para hablar con una persona.",
  },
  handedOver: {
    en: "I'm passing you on to a colleague. Please wait a moment.",
    de: "Ich verbinde Sie mit einer Kollegin oder einem Kollegen. Einen Moment bitte.",
    es: "Le paso con un compañero. Un momento, por favor.",
  },
  nobodyThere: {
    en: "Nobody is available right now. Leave your question here and we'll get back to you.",
    de: "Im Moment ist niemand erreichbar. Hinterlassen Sie hier Ihre Frage, wir melden uns.",
    es: "Ahora mismo no hay nadie disponible. Déjenos su pregunta y le responderemos.",
  },
  outsideHours: {
    en: "We're closed right now. Leave your question here and we'll get back to you when we open.",
    de: "Wir haben gerade geschlossen. Hinterlassen Sie hier Ihre Frage, wir melden uns, sobald wir wieder geöffnet haben.",
    es: "Ahora estamos cerrados. Déjenos su pregunta y le responderemos cuando volvamos a abrir.",
  },
  failed: {
    en: "I couldn't reach our team. Please try again in a few minutes.",
    de: "Ich konnte unser Team nicht erreichen. Bitte versuchen Sie es in ein paar Minuten noch einmal.",
    es: "No he podido contactar con nuestro equipo. Inténtelo de nuevo en unos minutos.",
  },
  queue: {
    en: "You're in the queue. Someone will be with you soon.",
    de: "Sie sind in der Warteschlange. Gleich ist jemand für Sie da.",
    es: "Está en la cola. Enseguida le atenderemos.",
  },
  longWait: {
    en: "Sorry, this is taking longer than usual. We haven't forgotten you.",
    de: "Entschuldigung, es dauert heute länger als sonst. Wir haben Sie nicht vergessen.",
    es: "Lo sentimos, está tardando más de lo habitual. No nos hemos olvidado de usted.",
  },
  nobodyTookIt: {
    en: "Nobody could take your conversation yet. Leave your question here and we'll get back to you.",
    de: "Bisher konnte niemand übernehmen. Hinterlassen Sie hier Ihre Frage, wir melden uns.",
    es: "Todavía nadie ha podido atenderle. Déjenos su pregunta y le responderemos.",
  },
  active: {
    en: "An agent has joined the conversation.",
    de: "Jetzt ist jemand für Sie da.",
    es: "Un agente se ha unido a la conversación.",
  },
  completed: {
    en: "The agent has left the conversation. I'm here again if you need anything.",
    de: "Das Gespräch ist beendet. Ich bin wieder da, falls Sie noch etwas brauchen.",
    es: "El agente ha salido de la conversación. Vuelvo a estar aquí si necesita algo.",
  },
  cancelled: {
    en: "The handover was cancelled. I'm here again.",
    de: "Die Übergabe wurde abgebrochen. Ich bin wieder da.",
    es: "La transferencia se ha cancelado. Vuelvo a estar aquí.",
  },
  undelivered: {
    en: "Your last message didn't reach the agent. Please send it again.",
    de: "Ihre letzte Nachricht ist nicht angekommen. Bitte senden Sie sie noch einmal.",
    es: "Su último mensaje no ha llegado al agente. Envíelo de nuevo, por favor.",
  },
} as const satisfies Record<string, Words>;
