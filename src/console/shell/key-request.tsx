import { lazy, Suspense, useState, useSyncExternalStore } from 'react';
import { useService } from '../graphql/service-context.js';

/** Loaded when it is first wanted, with all that only it needs: most services that one opens want no key. */
const KeyDialog = lazy(async () => ({ default: (await import('./key-dialog.js')).KeyDialog }));

/** Has the API key asked for when the service wants one. */
export function KeyRequest() {
  const { key } = useService();
  const asked = useSyncExternalStore(key.subscribe, key.isAsked);
  const [isNeeded, setNeeded] = useState(asked);
  if (asked && !isNeeded) setNeeded(true); // and stays, to give the focus back when it closes
  return <Suspense>{isNeeded && <KeyDialog asked={asked} />}</Suspense>;
}
