import { Badge, Button, Code, Group, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCheck, IconCopy, IconDownload, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useMutation } from 'urql';
import { ConfirmDialog } from '../../components/confirm-dialog.js';
import { Copying } from '../../components/copying.js';
import { ScrollTable } from '../../components/scroll-table.js';
import { formatBytes, formatInstant, formatNumber } from '../../format/format.js';
import { messageOf } from '../../graphql/errors.js';
import { useService } from '../../graphql/service-context.js';
import { texts } from '../../texts/texts.js';
import type { ShownDataset } from './dataset-page.js';
import { DeleteFile, FileLink } from './dataset.query.js';

type ShownFile = ShownDataset['files'][number];

interface FileTableProps {
  readonly files: readonly ShownFile[];
  readonly mayDelete: boolean;
}

/** The files that there are and are being made, each to download or delete. */
export function FileTable({ files, mayDelete }: FileTableProps) {
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
  const { status, all, matching } = texts.files;
  return (
    <Table.Tr>
      <Table.Th scope="row">
        {texts.generate.formats.names[file.format]}{' '}
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
        {file.sha256 && <FileHash sha256={file.sha256} />}
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

/** Its beginning, to compare at a glance; all of it is copied. */
function FileHash({ sha256 }: { readonly sha256: string }) {
  const { hash, copyHash } = texts.files;
  return (
    <Copying of={() => sha256}>
      {({ copy, copied }) => (
        <Button
          variant="subtle"
          color="gray"
          c="dimmed"
          size="compact-xs"
          display="block"
          ml={-8}
          fw={400}
          title={sha256}
          aria-label={copied ? undefined : copyHash(sha256.slice(0, 12))}
          rightSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          onClick={copy}
        >
          {copied ? texts.shell.copying.copied : hash(sha256.slice(0, 12))}
        </Button>
      )}
    </Copying>
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
