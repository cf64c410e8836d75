import { Alert, Button, Code, Stack, Text } from '@mantine/core';
import { useRouteError } from 'react-router';
import { texts } from '../texts/texts.js';
import { Page } from './page.js';

/** Shown in place of a page whose code failed, with the navigation still there. */
export function PageError() {
  const error = useRouteError();
  const { title, text, again } = texts.shell.crashed;
  return (
    <Page title={title}>
      <Alert color="red" role="alert">
        <Stack align="flex-start">
          <Text>{text}</Text>
          <Code block>{error instanceof Error ? error.message : String(error)}</Code>
          <Button onClick={() => window.location.reload()}>{again}</Button>
        </Stack>
      </Alert>
    </Page>
  );
}
