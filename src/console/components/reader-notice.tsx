import { Alert } from '@mantine/core';
import { texts } from '../texts/texts.js';
import { usePermissions } from './permissions.js';

/** Says, where one would make something, that one's key lets one only look. */
export function ReaderNotice() {
  const { isKnown, mayMake } = usePermissions();
  return isKnown && !mayMake ? <Alert>{texts.shell.reader}</Alert> : null;
}
