import { Button, Group, Text } from '@mantine/core';
import { type NotificationData, notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import { type Client, useClient } from 'urql';
import { type PendingDeletions, usePendingDeletions } from '../../components/pending-deletions.js';
import { messageOf } from '../../graphql/errors.js';
import { texts } from '../../texts/texts.js';
import { DeleteProfile } from './profile.query.js';

/** Milliseconds in which a deletion can be undone; while the pointer or the keyboard is on the notice, it waits. */
const UNDO_MILLIS = 12_000;

interface DeletableProfile {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
}

/**
 * Deletes a profile in a moment, unless one changes one's mind. Until then it is there as it was: undone, it has the same
 * id, revisions and datasets.
 */
export function useProfileDeletion(): (profile: DeletableProfile) => void {
  const client = useClient();
  const pending = usePendingDeletions();
  return (profile) => new ProfileDeletion(profile, client, pending).announce();
}

class ProfileDeletion {
  private isOver = false;

  constructor(
    private readonly profile: DeletableProfile,
    private readonly client: Client,
    private readonly pending: PendingDeletions,
  ) {}

  announce(): void {
    this.pending.add(this.profile.id);
    window.addEventListener('pagehide', this.carryOut);
    notifications.show(this.notice(UNDO_MILLIS));
  }

  private notice(autoClose: number | false): NotificationData {
    const { id, name } = this.profile;
    return {
      id: `deletion of ${id}`,
      autoClose,
      onClose: this.carryOut,
      message: <UndoNotice name={name} undo={this.undo} wait={this.wait} />,
    };
  }

  private readonly wait = (isWaiting: boolean): void => {
    if (!this.isOver) notifications.update(this.notice(isWaiting ? false : UNDO_MILLIS));
  };

  private readonly undo = (): void => {
    const { id, name } = this.profile;
    this.end();
    this.pending.remove(id);
    notifications.hide(`deletion of ${id}`);
    notifications.show({ message: texts.profiles.deletion.undone(name) });
  };

  /** Also when the window is closed: the request then outlives it. */
  private readonly carryOut = (): void => {
    if (this.isOver) return;
    this.end();
    void this.deleteNow();
  };

  private async deleteNow(): Promise<void> {
    const { id, name, revision } = this.profile;
    const { done: doneText, failed } = texts.profiles.deletion;
    const input = { id, expectedRevision: revision };
    const { error } = await this.client
      .mutation(DeleteProfile, { input }, { fetchOptions: { keepalive: true } })
      .toPromise();
    this.pending.remove(id);
    notifications.show({
      color: error ? 'red' : 'green',
      message: error ? failed(name, messageOf(error, texts.shell.unreachable)) : doneText(name),
    });
  }

  private end(): void {
    this.isOver = true;
    window.removeEventListener('pagehide', this.carryOut);
  }
}

interface UndoNoticeProps {
  readonly name: string;
  readonly undo: () => void;
  readonly wait: (isWaiting: boolean) => void;
}

/** Takes the focus, since what had it is gone; as long as the keyboard is here, there is no hurry. */
function UndoNotice({ name, undo, wait }: UndoNoticeProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const { current } = button;
    const afterMenu = setTimeout(() => current?.focus()); // the menu gives the focus back as it closes
    return () => clearTimeout(afterMenu);
  }, []);
  const { will, undo: undoIt } = texts.profiles.deletion;
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">{will(name)}</Text>
      <Button
        ref={button}
        variant="default"
        size="xs"
        flex="none"
        onClick={undo}
        onFocus={({ currentTarget }) => wait(currentTarget.matches(':focus-visible'))}
        onBlur={() => wait(false)}
      >
        {undoIt}
      </Button>
    </Group>
  );
}
