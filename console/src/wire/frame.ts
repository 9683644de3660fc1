export interface Frame {
  readonly number: number;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly direction: 'in' | 'out';
  /** As it stands on the wire: JSON objects joined by line feeds. */
  readonly text: string;
}

/** What one JSON object of a frame is about. */
export interface Part {
  readonly kind: string;
  readonly channel: string | undefined;
  /** As it stands on the wire. */
  readonly text: string;
}

/** The channel that the command with this id is about: a reply names none. */
export type ChannelOf = (id: number) => string | undefined;

const PUSH_KINDS: Record<string, string> = { pub: 'publication' };

export function partsOf(text: string, channelOf: ChannelOf): Part[] {
  return linesOf(text).map((line) => {
    const json = parse(line);
    return { ...(json ? describe(json, channelOf) : { kind: 'text', channel: undefined }), text: line };
  });
}

function describe(json: Record<string, unknown>, channelOf: ChannelOf): Omit<Part, 'text'> {
  const { id, push, ...rest } = json;
  if (isObject(push)) {
    const { channel, ...what } = push;
    const kind = Object.keys(what)[0] ?? 'push';
    return { kind: PUSH_KINDS[kind] ?? kind, channel: typeof channel === 'string' ? channel : undefined };
  }
  const [kind] = Object.keys(rest);
  if (kind === undefined && id === undefined) return { kind: 'heartbeat', channel: undefined };
  const body = kind === undefined ? undefined : rest[kind];
  const named = isObject(body) && typeof body['channel'] === 'string' ? body['channel'] : undefined;
  return { kind: kind ?? 'reply', channel: named ?? (typeof id === 'number' ? channelOf(id) : undefined) };
}

/** The commands of a frame with an id and a channel, which the reply will leave out. */
export function commandsIn(text: string): { id: number; channel: string }[] {
  return partsOf(text, () => undefined).flatMap(({ channel, text: line }) => {
    const id = parse(line)?.['id'];
    return typeof id === 'number' && channel !== undefined ? [{ id, channel }] : [];
  });
}

/** "publication route:A ×12, route:C; join chat:lobby": the channels by kind, with how many there are of each. */
export function summaryOf(parts: readonly Part[]): string {
  const kinds = new Map<string, Map<string, number>>();
  for (const { kind, channel = '' } of parts) {
    let counts = kinds.get(kind);
    if (!counts) kinds.set(kind, (counts = new Map()));
    counts.set(channel, (counts.get(channel) ?? 0) + 1);
  }
  const times = ([name, count]: [string, number]): string => (count > 1 ? `${name} ×${count}`.trim() : name);
  return [...kinds].map(([kind, counts]) => `${kind} ${[...counts].map(times).join(', ')}`.trim()).join('; ');
}

/** Each object indented, one after the other; what is not JSON stays as it is. */
export function prettyPrint(parts: readonly Part[]): string {
  return parts
    .map(({ text }) => {
      const json = parse(text);
      return json ? JSON.stringify(json, null, 2) : text;
    })
    .join('\n');
}

export interface Token {
  readonly type: 'key' | 'string' | 'literal' | 'other';
  readonly text: string;
}

/** JSON text cut into what is coloured differently; joined again it is the same text. */
export function tokensOf(json: string): Token[] {
  const pattern = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d[\d.eE+-]*|\b(?:true|false|null)\b/g;
  const tokens: Token[] = [];
  let end = 0;
  for (const match of json.matchAll(pattern)) {
    const [whole, string, colon] = match;
    if (match.index > end) tokens.push({ type: 'other', text: json.slice(end, match.index) });
    if (string === undefined) tokens.push({ type: 'literal', text: whole });
    else tokens.push({ type: colon === undefined ? 'string' : 'key', text: string });
    if (colon !== undefined) tokens.push({ type: 'other', text: colon });
    end = match.index + whole.length;
  }
  if (end < json.length) tokens.push({ type: 'other', text: json.slice(end) });
  return tokens;
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(line);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
