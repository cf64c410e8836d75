import { Button, Menu, Text } from '@mantine/core';
import { IconBook2 } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { Page } from '../../shell/page.js';
import { texts } from '../../texts/texts.js';
import { type Example, examples } from './examples.js';
import { NewestDataset } from './newest-dataset.query.js';
import type { Operation } from './operation.js';
import { Workbench } from './workbench.js';

/** GraphiQL on the service's own schema, with examples for everything that the service is asked for. */
export function QueryPage() {
  const [handedOver, clearAddress] = useHandedOver();
  const [chosen, setChosen] = useState<Operation | null>(null);
  const opened = useCallback(() => {
    setChosen(null);
    clearAddress();
  }, [clearAddress]);
  const { title, intro, keyboard } = texts.query;
  return (
    <Page title={title} intro={intro} actions={<ExampleMenu choose={setChosen} />}>
      <Text size="sm">{keyboard}</Text>
      <Workbench wanted={chosen ?? handedOver} onOpened={opened} />
    </Page>
  );
}

/** The operation in the address, and how to take it out again: it is edited in a tab, which the address knows nothing of. */
function useHandedOver(): [Operation | null, () => void] {
  const [parameters, setParameters] = useSearchParams();
  const query = parameters.get('operation');
  const variables = parameters.get('variables') ?? '';
  const clear = useCallback(() => {
    if (query !== null) setParameters({}, { replace: true, preventScrollReset: true });
  }, [query, setParameters]);
  const [operation, setOperation] = useState<Operation | null>(null);
  if (query !== null && (operation?.query !== query || operation.variables !== variables))
    setOperation({ query, variables });
  return [query === null ? null : operation, clear];
}

function ExampleMenu({ choose }: { readonly choose: (operation: Operation) => void }) {
  const [{ data }] = useQuery({ query: NewestDataset });
  const dataset = data?.datasets.nodes[0]?.id ?? texts.query.noDataset;
  const { open, groups } = texts.query.examples;
  const item = ({ title, query, variables = () => ({}) }: Example) => (
    <Menu.Item key={title} onClick={() => choose({ query, variables: JSON.stringify(variables(dataset), null, 2) })}>
      {title}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconBook2 size={16} aria-hidden />}>
          {open}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="70vh" style={{ overflowY: 'auto' }}>
        {examples.map(({ group, operations }) => [
          <Menu.Label key={group}>{groups[group]}</Menu.Label>,
          ...operations.map(item),
        ])}
      </Menu.Dropdown>
    </Menu>
  );
}
