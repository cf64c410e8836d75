import { Button, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useService } from '../graphql/service-context.js';
import { texts } from '../texts/texts.js';

/** Asks for the API key. There is no way around it: without a key nothing can be shown. */
export function KeyDialog({ asked }: { readonly asked: boolean }) {
  const { key } = useService();
  const form = useForm({
    initialValues: { key: '' },
    validate: { key: (value) => (value.trim() === '' ? texts.shell.key.missing : null) },
  });
  const { title, text, label, use, refused } = texts.shell.key;
  return (
    <Modal
      opened={asked}
      onClose={() => {}}
      title={title}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      overlayProps={{ color: 'var(--mantine-color-body)', backgroundOpacity: 1 }} // nothing behind it could be worked with
      styles={{ content: { border: '1px solid var(--mantine-color-default-border)' } }}
    >
      <form
        onSubmit={form.onSubmit((values) => {
          key.give(values.key);
          form.reset();
        })}
      >
        <Stack>
          <Text size="sm">{key.value === null ? text : refused}</Text>
          <PasswordInput label={label} autoComplete="off" data-autofocus {...form.getInputProps('key')} />
          <Button type="submit">{use}</Button>
        </Stack>
      </form>
    </Modal>
  );
}
