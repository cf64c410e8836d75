import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useMutation } from 'urql';
import { issuesOf, messageOf } from '../../graphql/errors.js';
import { useIdempotencyKey } from '../../graphql/use-idempotency-key.js';
import { texts } from '../../texts/texts.js';
import { DuplicateProfile } from './profile.query.js';

interface DuplicateDialogProps {
  readonly profile: { readonly id: string; readonly name: string };
  readonly close: () => void;
}

/** Asks for the name of the copy, makes it, and goes to it. */
export function DuplicateDialog({ profile, close }: DuplicateDialogProps) {
  const words = texts.profiles.duplicating;
  const [name, setName] = useState(words.nameOf(profile.name));
  const [problem, setProblem] = useState<string | null>(null);
  const [{ fetching }, duplicate] = useMutation(DuplicateProfile);
  const navigate = useNavigate();
  const key = useIdempotencyKey();
  const make = async () => {
    const input = { id: profile.id, name };
    const { data, error } = await duplicate({ input: { ...input, idempotencyKey: key.of(input) } });
    if (error) return setProblem(issuesOf(error)[0]?.message ?? messageOf(error, texts.shell.unreachable));
    close();
    if (data) void navigate(`/profiles/${data.duplicateProfile.profile.id}`);
  };
  return (
    <Modal opened onClose={close} title={words.title}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <Stack>
          <TextInput
            label={words.name}
            data-autofocus
            value={name}
            error={problem}
            onChange={({ currentTarget }) => {
              setName(currentTarget.value);
              setProblem(null);
            }}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {words.cancel}
            </Button>
            <Button type="submit" loading={fetching}>
              {words.do}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
