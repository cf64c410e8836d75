import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import { Provider } from 'urql';
import { useIsViewerAnswered } from './components/permissions.js';
import { PendingDeletions, PendingDeletionsContext } from './components/pending-deletions.js';
import { openService } from './graphql/client.js';
import { ServiceContext } from './graphql/service-context.js';
import { makeRouter } from './routes.js';
import { KeyRequest } from './shell/key-request.js';
import { PageLoading } from './shell/page-loading.js';
import { theme } from './theme.js';

/** Everything that outlives a page: the service, colours, notices and the key. */
export function App() {
  const [service] = useState(() => openService(window.location, window.sessionStorage));
  const [pendingDeletions] = useState(() => new PendingDeletions());
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <ServiceContext value={service}>
        <Provider value={service.client}>
          <Notifications position="bottom-right" containerWidth="min(28rem, calc(100vw - 2rem))" />
          <KeyRequest />
          <PendingDeletionsContext value={pendingDeletions}>
            <Pages />
          </PendingDeletionsContext>
        </Provider>
      </ServiceContext>
    </MantineProvider>
  );
}

/** Shown once it is known who looks, so that what one may do is there from the beginning and moves nothing. */
function Pages() {
  const [router] = useState(makeRouter); // it loads the first page meanwhile
  return useIsViewerAnswered() ? <RouterProvider router={router} /> : <PageLoading />;
}
