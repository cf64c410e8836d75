import { Alert, Badge, Button, Code, Group, NativeSelect, Stack, Table, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDownload, IconFileExport, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { type CombinedError, useMutation } from 'urql';
import { ConfirmDialog } from '../../components/confirm-dialog.js';
import { usePermissions } from '../../components/permissions.js';
import { ScrollTable } from '../../components/scroll-table.js';
import { formatBytes, formatInstant, formatNumber } from '../../format/format.js';
import { messageOf } from '../../graphql/errors.js';
import { useService } from '../../graphql/service-context.js';
import { texts } from '../../texts/texts.js';
import type { ShownDataset } from './dataset-page.js';
import { DeleteFile, ExportDataset, FileLink } from './dataset.query.js';
import { filterOf } from './record-view.js';
import { useRecordView } from './use-record-view.js';

type ShownFile = ShownDataset['files'][number];
type Format = ShownFile['format'];

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

function MakeFile({ datasetId }: { readonly datasetId: string }) {
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

interface FileTableProps {
  readonly files: readonly ShownFile[];
  readonly mayDelete: boolean;
}

function FileTable({ files, mayDelete }: FileTableProps) {
  const { columns, title } = texts.files;
  return (
    <ScrollTable
      label={title}
      minWidth={640}
      columns={[
        columns.format,
        columns.what,
        { label: columns.records, isNumber: true },
        { label: columns.size, isNumber: true },
        columns.made,
        columns.actions,
      ]}
    >
      {files.map((file) => (
        <FileRow key={file.id} file={file} mayDelete={mayDelete} />
      ))}
    </ScrollTable>
  );
}

function FileRow({ file, mayDelete }: { readonly file: ShownFile; readonly mayDelete: boolean }) {
  const { status, all, matching, hash } = texts.files;
  return (
    <Table.Tr>
      <Table.Th scope="row">
        {file.format}{' '}
        {file.status !== 'COMPLETED' && (
          <Badge variant="dot" color={file.status === 'FAILED' ? 'red' : 'blue'} tt="none" miw="max-content">
            {status[file.status]}
          </Badge>
        )}
        {file.failure && (
          <Text size="xs" maw="32ch" className="wraps">
            {file.failure.message}
          </Text>
        )}
      </Table.Th>
      <Table.Td>
        {file.filter === null ? all : <Code className="wraps">{matching(file.filter)}</Code>}
        {file.sha256 && (
          <Text size="xs" c="dimmed" title={file.sha256}>
            {hash(file.sha256.slice(0, 12))}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right">{file.recordCount === null ? '' : formatNumber(file.recordCount)}</Table.Td>
      <Table.Td ta="right">{file.byteSize === null ? '' : formatBytes(file.byteSize)}</Table.Td>
      <Table.Td>{formatInstant(file.createdAt)}</Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          {file.status === 'COMPLETED' && <DownloadButton file={file} />}
          {mayDelete && <DeleteFileButton file={file} />}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

/** Asks for the link when it is wanted, then has the browser download from it. */
function DownloadButton({ file: { id, name } }: { readonly file: ShownFile }) {
  const { uncached } = useService();
  const [refusal, setRefusal] = useState<string | null>(null);
  const download = async () => {
    const { data, error } = await uncached.query(FileLink, { id }).toPromise();
    const url = data?.node?.__typename === 'OutputFile' ? data.node.url : null;
    if (url) Object.assign(document.createElement('a'), { href: url, download: name }).click();
    setRefusal(url ? null : error ? messageOf(error, texts.shell.unreachable) : texts.files.gone);
  };
  return (
    <Stack gap={4}>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconDownload size={16} aria-hidden />}
        aria-label={texts.files.downloadNamed(name)}
        onClick={() => void download()}
      >
        {texts.files.download}
      </Button>
      {refusal && (
        <Text size="xs" c="red" role="alert">
          {refusal}
        </Text>
      )}
    </Stack>
  );
}

function DeleteFileButton({ file: { id, name, format } }: { readonly file: ShownFile }) {
  const [opened, dialog] = useDisclosure(false);
  const [, deleteFile] = useMutation(DeleteFile);
  const { delete: label, deleteNamed, deleting } = texts.files;
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconTrash size={16} aria-hidden />}
        aria-label={deleteNamed(name)}
        onClick={dialog.open}
      >
        {label}
      </Button>
      <ConfirmDialog
        opened={opened}
        close={dialog.close}
        title={deleting.title}
        confirm={deleting.confirm}
        onConfirm={() => deleteFile({ fileId: id })}
      >
        <Text>{deleting.what(format)}</Text>
      </ConfirmDialog>
    </>
  );
}
