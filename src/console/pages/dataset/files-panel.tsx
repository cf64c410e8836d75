import { Stack, Text, Title } from '@mantine/core';
import { usePermissions } from '../../components/permissions.js';
import { texts } from '../../texts/texts.js';
import type { ShownDataset } from './dataset-page.js';
import { FileTable } from './file-table.js';
import { MakeFile } from './make-file.js';

/** The files that were made from a dataset, to download, and what makes further ones. */
export function FilesPanel({ dataset }: { readonly dataset: ShownDataset }) {
  const mayChange = usePermissions().mayChange(dataset);
  const { title, none, noneToFetch } = texts.files;
  return (
    <section>
      <Stack>
        <Title order={2} size="h4">
          {title}
        </Title>
        {mayChange && dataset.status === 'COMPLETED' && dataset.failure === null && <MakeFile datasetId={dataset.id} />}
        {dataset.files.length === 0 && <Text>{mayChange ? none : noneToFetch}</Text>}
        {dataset.files.length > 0 && <FileTable files={dataset.files} mayDelete={mayChange} />}
      </Stack>
    </section>
  );
}
