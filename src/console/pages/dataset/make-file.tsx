import { Alert, Button, Group, NativeSelect, Stack } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import { useState } from 'react';
import { type CombinedError, useMutation } from 'urql';
import { messageOf } from '../../graphql/errors.js';
import { texts } from '../../texts/texts.js';
import type { ShownDataset } from './dataset-page.js';
import { ExportDataset } from './dataset.query.js';
import { filterOf } from './record-view.js';
import { useRecordView } from './use-record-view.js';

type Format = ShownDataset['files'][number]['format'];

/** Has a file made of all records, or of those that the filter in the address leaves. */
export function MakeFile({ datasetId }: { readonly datasetId: string }) {
  const [{ conditions }] = useRecordView();
  const filter = filterOf(conditions);
  const [format, setFormat] = useState<Format>('CSV');
  const [scope, setScope] = useState(filter ? 'filtered' : 'all');
  const [{ fetching, error }, exportDataset] = useMutation(ExportDataset);
  const { format: formatLabel, formats, scope: scopeLabel, scopes, make } = texts.files;
  const only = scope === 'filtered' ? filter : null;
  return (
    <Stack gap="xs">
      <Group align="flex-end" gap="sm">
        <NativeSelect
          label={formatLabel}
          value={format}
          onChange={({ currentTarget }) => setFormat(currentTarget.value as Format)}
          data={Object.entries(formats).map(([value, label]) => ({ value, label }))}
        />
        {filter && (
          <NativeSelect
            label={scopeLabel}
            value={scope}
            onChange={({ currentTarget }) => setScope(currentTarget.value)}
            data={Object.entries(scopes).map(([value, label]) => ({ value, label }))}
          />
        )}
        <Button
          leftSection={<IconFileExport size={16} aria-hidden />}
          loading={fetching}
          onClick={() => void exportDataset({ input: { datasetId, format, ...(only && { filter: only }) } })}
        >
          {make}
        </Button>
      </Group>
      {error && <Refusal error={error} />}
    </Stack>
  );
}

function Refusal({ error }: { readonly error: CombinedError }) {
  return (
    <Alert color="red" role="alert">
      {messageOf(error, texts.shell.unreachable)}
    </Alert>
  );
}
