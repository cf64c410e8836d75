import { Alert } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useConnectionState, useService } from '../graphql/service-context.js';
import { texts } from '../texts/texts.js';

/** Says that the service is away, and when it is back. */
export function ConnectionNotice() {
  const state = useConnectionState();
  const { connection } = useService();
  useEffect(
    () =>
      connection.onReturn((from) => {
        if (from === 'LOST') notifications.show({ id: 'back', message: texts.shell.back, color: 'green' });
      }),
    [connection],
  );
  return (
    <output className="connection-notice">
      {state === 'LOST' && (
        <Alert color="orange" mb="md" data-testid="connection-lost">
          {texts.shell.lost}
        </Alert>
      )}
    </output>
  );
}
