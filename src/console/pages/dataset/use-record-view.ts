import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { parametersOf, type RecordView, viewIn } from './record-view.js';

/** The view of the records that stands in the address; a change of it is a step that the back button takes back. */
export function useRecordView(): readonly [RecordView, (change: Partial<RecordView>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const asText = parametersOf(viewIn(parameters), new URLSearchParams()).toString();
  const view = useMemo(() => viewIn(new URLSearchParams(asText)), [asText]); // the same one, whatever else changes
  const change = (changed: Partial<RecordView>) => {
    const next = parametersOf({ ...view, ...changed }, parameters);
    if (changed.conditions || changed.sort) next.delete('row'); // which row that was is another one now
    setParameters(next, { preventScrollReset: true });
  };
  return [view, change];
}
