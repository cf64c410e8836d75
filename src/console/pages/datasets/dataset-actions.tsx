import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconPlayerStop, IconTrash } from '@tabler/icons-react';
import { useMutation } from 'urql';
import { ConfirmDialog } from '../../components/confirm-dialog.js';
import { usePermissions } from '../../components/permissions.js';
import { formatBytes, formatNumber } from '../../format/format.js';
import type { FragmentOf } from '../../graphql/graphql.js';
import { texts } from '../../texts/texts.js';
import { CancelGeneration, type DatasetToDelete, DeleteDataset } from './dataset-list.query.js';

type DatasetWithActions = FragmentOf<typeof DatasetToDelete>;

interface ActionProps {
  readonly dataset: DatasetWithActions;
  /** What follows when the dataset is deleted. */
  readonly onDeleted?: (() => void) | undefined;
}

/** What one may do with a dataset: cancel it while it is being made, delete it at any time. */
export function DatasetActions({ dataset, onDeleted }: ActionProps) {
  if (!usePermissions().mayChange(dataset)) return null;
  return (
    <>
      {isActive(dataset) && <CancelButton dataset={dataset} />}
      <DeleteButton dataset={dataset} onDeleted={onDeleted} />
    </>
  );
}

export function isActive({ status }: Pick<DatasetWithActions, 'status'>): boolean {
  return status === 'QUEUED' || status === 'RUNNING';
}

interface CancelButtonProps {
  readonly dataset: Pick<DatasetWithActions, 'id' | 'name' | 'recordsWritten'>;
}

export function CancelButton({ dataset: { id, name, recordsWritten } }: CancelButtonProps) {
  const [opened, dialog] = useDisclosure(false);
  const [, cancel] = useMutation(CancelGeneration);
  const { title, what, confirm } = texts.datasets.cancelling;
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlayerStop size={16} aria-hidden />}
        aria-label={texts.datasets.cancelNamed(name)}
        onClick={dialog.open}
      >
        {texts.datasets.cancel}
      </Button>
      <ConfirmDialog
        opened={opened}
        close={dialog.close}
        title={title}
        confirm={confirm}
        onConfirm={() => cancel({ datasetId: id })}
      >
        <Text>{what(name, formatNumber(recordsWritten))}</Text>
      </ConfirmDialog>
    </>
  );
}

function DeleteButton({ dataset, onDeleted }: ActionProps) {
  const [opened, dialog] = useDisclosure(false);
  const [, deleteDataset] = useMutation(DeleteDataset);
  const { title, confirm, done } = texts.datasets.deleting;
  const act = async () => {
    const result = await deleteDataset({ datasetId: dataset.id });
    if (!result.error) {
      notifications.show({ message: done(dataset.name) });
      onDeleted?.();
    }
    return result;
  };
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconTrash size={16} aria-hidden />}
        aria-label={texts.datasets.deleteNamed(dataset.name)}
        onClick={dialog.open}
      >
        {texts.datasets.delete}
      </Button>
      <ConfirmDialog opened={opened} close={dialog.close} title={title} confirm={confirm} onConfirm={act}>
        <WhatIsLost dataset={dataset} />
      </ConfirmDialog>
    </>
  );
}

function WhatIsLost({ dataset }: ActionProps) {
  const { files, again } = texts.datasets.deleting;
  const written = dataset.files.filter(({ status }) => status === 'COMPLETED');
  const named = written
    .map(({ format, byteSize }) => `${texts.generate.formats.names[format]} (${formatBytes(byteSize ?? 0)})`)
    .join(', ');
  return (
    <>
      <Text>{lossOf(dataset)}</Text>
      {written.length > 0 && <Text>{files(named)}</Text>}
      {dataset.status === 'COMPLETED' && <Text>{again(dataset.seed, dataset.generatorVersion)}</Text>}
    </>
  );
}

function lossOf(dataset: DatasetWithActions): string {
  const { what, unfinished, empty } = texts.datasets.deleting;
  if (isActive(dataset)) return unfinished(dataset.name);
  return dataset.status === 'COMPLETED' ? what(dataset.name, formatNumber(dataset.recordCount)) : empty(dataset.name);
}
