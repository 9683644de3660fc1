/** A chat message as it is shown. */
export interface Message {
  readonly text: string;
  /** Who says so of themselves; undefined for a plain string, which names nobody. */
  readonly name: string | undefined;
}

/** Any publication can be shown: `{"text", "name"}` as this page sends it, a plain string, or other JSON as it stands. */
export function messageIn(data: unknown): Message {
  if (typeof data === 'string') return { text: data, name: undefined };
  const { text, name } = (data ?? {}) as { text?: unknown; name?: unknown };
  if (typeof text !== 'string') return { text: JSON.stringify(data), name: undefined };
  return { text, name: typeof name === 'string' && name.trim() ? name.trim() : undefined };
}

/** Where in a list ordered by offset a message belongs; one without an offset comes last. */
export function placeByOffset(offsets: readonly (number | undefined)[], offset: number | undefined): number {
  let place = offsets.length;
  while (offset !== undefined && place > 0 && (offsets[place - 1] ?? -1) > offset) place--;
  return place;
}
