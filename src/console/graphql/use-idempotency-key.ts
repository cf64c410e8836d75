import { useRef } from 'react';

interface IdempotencyKey {
  /** The key of this input: the same as long as the input is, so that asking again creates nothing twice. */
  readonly of: (input: object) => string;
  /** Has the next input get a new key, even if it is the same again. */
  readonly renew: () => void;
}

export function useIdempotencyKey(): IdempotencyKey {
  const last = useRef<{ readonly input: string; readonly key: string } | null>(null);
  return {
    of: (input) => {
      const text = JSON.stringify(input);
      if (last.current?.input !== text) last.current = { input: text, key: newKey() };
      return last.current.key;
    },
    renew: () => (last.current = null),
  };
}

/** Not randomUUID, which browsers have on secure addresses only. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
