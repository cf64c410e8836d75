import { Button, Code, Group, Modal, Stack, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCode } from '@tabler/icons-react';
import { Link } from 'react-router';
import { type AnyVariables, type DocumentInput, stringifyDocument } from 'urql';
import { queryAddress } from '../pages/query/query-address.js';
import { texts } from '../texts/texts.js';
import { Copying } from './copying.js';

interface ShowQueryProps<Variables extends AnyVariables> {
  readonly query: DocumentInput<unknown, Variables>;
  readonly variables: Variables;
}

/** A button that gives the operation behind a table or chart, to read, copy, or go on with. */
export function ShowQuery<Variables extends AnyVariables>({ query, variables }: ShowQueryProps<Variables>) {
  const [opened, dialog] = useDisclosure(false);
  const { open, title, operation, variables: variablesTitle, tryIt } = texts.shell.showQuery;
  const operationText = stringifyDocument(query);
  const variablesText = JSON.stringify(variables, null, 2);
  return (
    <>
      <Button variant="default" size="xs" leftSection={<IconCode size={16} aria-hidden />} onClick={dialog.open}>
        {open}
      </Button>
      <Modal opened={opened} onClose={dialog.close} title={title} size="lg">
        <Stack>
          <Copyable title={operation} text={operationText} />
          <Copyable title={variablesTitle} text={variablesText} />
          <Button
            component={Link}
            to={queryAddress({ query: operationText, variables: variablesText })}
            onClick={dialog.close}
          >
            {tryIt}
          </Button>
        </Stack>
      </Modal>
    </>
  );
}

function Copyable({ title, text }: { readonly title: string; readonly text: string }) {
  const { copy, copied } = texts.shell.copying;
  return (
    <section aria-label={title}>
      <Group justify="space-between" mb={4}>
        <Title order={3} size="h6">
          {title}
        </Title>
        <Copying of={() => text}>
          {(button) => (
            <Button variant="subtle" size="compact-xs" onClick={button.copy}>
              {button.copied ? copied : copy}
            </Button>
          )}
        </Copying>
      </Group>
      <Code block tabIndex={0} mah="40vh" className="scrolls">
        {text}
      </Code>
    </section>
  );
}
