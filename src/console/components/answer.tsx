import { Alert, Button, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CombinedError } from 'urql';
import { messageOf } from '../graphql/errors.js';
import { PageLoading } from '../shell/page-loading.js';
import { texts } from '../texts/texts.js';

interface AnswerProps<Data> {
  readonly of: { readonly data?: Data | undefined; readonly error?: CombinedError | undefined };
  readonly retry: () => void;
  readonly children: (data: Data) => ReactNode;
}

/** Shows what a query answered; while there is nothing, that it is on its way or why it is not, with a way to ask again. */
export function Answer<Data>({ of: { data, error }, retry, children }: AnswerProps<Data>) {
  return (
    <>
      {error && <Failure error={error} retry={retry} />}
      {data !== undefined && children(data)}
      {data === undefined && !error && <PageLoading />}
    </>
  );
}

interface FailureProps {
  readonly error: CombinedError;
  readonly retry?: () => void;
  readonly title?: string;
}

/** Why something could not be shown, and, where it helps, a way to ask again. */
export function Failure({ error, retry, title = texts.shell.failed }: FailureProps) {
  return (
    <Alert color="red" role="alert" title={title}>
      <Stack align="flex-start">
        <Text>{messageOf(error, texts.shell.unreachable)}</Text>
        {retry && (
          <Button variant="default" onClick={retry}>
            {texts.shell.retry}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
