/** A text whose special words are explained, each where it first appears. */
import type { ComponentChildren } from "preact";
import { type Term as Name, TERMS } from "../terms";
import { Term } from "./Term";

const SPECIAL: readonly [word: string, name: Name][] = [
  ["Handover [Uu]pdate", "update"],
  ["Channel SDK", "sdk"],
  ["[Ww]ork sessions?", "work"],
  ["Extension", "extension"],
  ["[Hh]ub", "hub"],
  ["[Rr]elay", "relay"],
  ["[Tt]ransformers?", "transformer"],
  ["[Ww]ebhooks?", "webhooks"],
  ["[Ii]nterventions?", "intervention"],
  ["[Tt]asks?", "task"],
  ["[Tt]hreads?", "thread"],
  ["[Cc]ontents", "content"],
  ["[Cc]ategor(?:y|ies)", "category"],
  ["REST", "rest"],
  ["Realtime", "realtime"],
  ["inject", "inject"],
  ["notify", "notify"],
];

const ANY = new RegExp(SPECIAL.map(([word]) => `\\b(${word})\\b`).join("|"), "g");

interface Props {
  children: string;
  /** In a button or a label, which has the focus in the words' place. */
  isInControl?: boolean;
}

export function Words({ children: text, isInControl = false }: Props) {
  return <>{toParts(text, isInControl)}</>;
}

function toParts(text: string, isInControl: boolean): ComponentChildren[] {
  const explained = new Set<Name>();
  const parts: ComponentChildren[] = [];
  let end = 0;
  for (const { 0: word, index, ...groups } of text.matchAll(ANY)) {
    const name = SPECIAL.find((_, place) => groups[place + 1] !== undefined)?.[1];
    if (name === undefined || explained.has(name)) {
      continue;
    }
    explained.add(name);
    parts.push(
      text.slice(end, index),
      isInControl ? <span data-explain={TERMS[name]}>{word}</span> : <Term name={name}>{word}</Term>,
    );
    end = index + word.length;
  }
  return [...parts, text.slice(end)];
}
