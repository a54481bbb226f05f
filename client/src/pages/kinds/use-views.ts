import type { KindName } from '@pollcast/shared/pure';
import { type Signal, signal } from '@preact/signals';
import type { AnswerViews, EditorViews, ResultViews } from './kind-views.ts';
import { kindViews } from './registry.ts';

/** Views whose kind is known only when they are used; the poll's `kind` is the proof that they fit what they are given. */
interface Views {
  answer: AnswerViews<KindName>;
  editor: EditorViews<KindName>;
  result: ResultViews<KindName>;
}

const known = new Map<string, Signal<unknown>>();

/** A part of a kind's views; null while it is on its way, and where a kind has no views of its own for a result. */
export function useViews<Part extends keyof Views>(kind: KindName, part: Part): Views[Part] | null {
  return signalOf(kind, part).value as Views[Part] | null;
}

/** Loads what nearly every poll needs before one is shown. */
export async function loadViews(kinds: readonly KindName[], part: keyof Views): Promise<void> {
  await Promise.all(kinds.map((kind) => load(kind, part)));
}

function signalOf(kind: KindName, part: keyof Views): Signal<unknown> {
  const found = known.get(`${kind} ${part}`);
  if (found !== undefined) return found;
  void load(kind, part).catch(() => known.delete(`${kind} ${part}`));
  return known.get(`${kind} ${part}`)!;
}

async function load(kind: KindName, part: keyof Views): Promise<void> {
  const views = signal<unknown>(null);
  known.set(`${kind} ${part}`, views);
  views.value = (await kindViews[kind][part]?.()) ?? null;
}
