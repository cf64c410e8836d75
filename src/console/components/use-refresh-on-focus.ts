import { useEffect } from 'react';

/** Asks again whenever one comes back to this window: what is shown may have been changed in another. */
export function useRefreshOnFocus(ask: (options: { requestPolicy: 'network-only' }) => void): void {
  useEffect(() => {
    const refresh = () => ask({ requestPolicy: 'network-only' });
    window.addEventListener('focus', refresh);
    return () => window.removeEventListener('focus', refresh);
  }, [ask]);
}
