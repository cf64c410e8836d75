/** What can be fetched by a global id. */
export const NODE_TYPES = ['Profile', 'Dataset', 'OutputFile', 'CallRecord', 'ApiKey'] as const;
export type NodeType = (typeof NODE_TYPES)[number];

/** An opaque global id: base64url of `Type:key`. Keys are ASCII. */
export function globalId(type: NodeType, key: string): string {
  return btoa(`${type}:${key}`).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Type and key of a global id; null for anything that is not exactly such an id. */
export function parseGlobalId(id: string): { type: NodeType; key: string } | null {
  if (!/^[\w-]{1,200}$/.test(id)) return null;
  const text = decoded(id);
  const type = NODE_TYPES.find((candidate) => text?.startsWith(`${candidate}:`));
  if (text === null || type === undefined) return null;
  const key = text.slice(type.length + 1);
  return /^[\w:-]+$/.test(key) && globalId(type, key) === id ? { type, key } : null;
}

/** The key in a global id of a type; null when it is none. */
export function keyIn(type: NodeType, id: string): string | null {
  const parsed = parseGlobalId(id);
  return parsed?.type === type ? parsed.key : null;
}

function decoded(id: string): string | null {
  try {
    return atob(id.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return null; // not base64
  }
}
