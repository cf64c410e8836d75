import { Alert, Text } from '@mantine/core';
import { texts } from '../../texts/texts.js';
import type { ShownDataset } from './dataset-page.js';

/** Why a dataset has no records, and what can be done. */
export function FailureNotice({ dataset: { status, failure } }: { readonly dataset: ShownDataset }) {
  const { failed, lost, cancelled } = texts.dataset.failures;
  if (status === 'CANCELLED') return <Text>{cancelled}</Text>;
  if (!failure) return null;
  return (
    <Alert color="red" title={status === 'COMPLETED' ? lost : failed}>
      <Text>{failure.message}</Text>
      <Text size="sm" mt="xs">
        {texts.dataset.failures.code(failure.code)}
      </Text>
    </Alert>
  );
}
