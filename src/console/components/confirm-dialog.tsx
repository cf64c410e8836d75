import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { CombinedError } from 'urql';
import { messageOf } from '../graphql/errors.js';
import { texts } from '../texts/texts.js';

interface ConfirmDialogProps {
  readonly opened: boolean;
  readonly close: () => void;
  readonly title: string;
  /** What the button that does it says. */
  readonly confirm: string;
  /** Does it; what the service refuses is shown, and the dialog stays. */
  readonly onConfirm: () => Promise<{ readonly error?: CombinedError | undefined }>;
  /** What will be lost. */
  readonly children: ReactNode;
}

/** Asks before something is done that cannot be undone. */
export function ConfirmDialog({ opened, close, title, confirm, onConfirm, children }: ConfirmDialogProps) {
  const [refusal, setRefusal] = useState<CombinedError | null>(null);
  const [busy, setBusy] = useState(false);
  const leave = () => {
    setRefusal(null);
    close();
  };
  const act = async () => {
    setBusy(true);
    const { error } = await onConfirm();
    setBusy(false);
    if (error) setRefusal(error);
    else leave();
  };
  return (
    <Modal opened={opened} onClose={leave} title={title}>
      <Stack>
        {children}
        {refusal && (
          <Text c="red" role="alert">
            {messageOf(refusal, texts.shell.unreachable)}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={leave} data-autofocus>
            {texts.shell.keep}
          </Button>
          <Button color="red" loading={busy} onClick={() => void act()}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
