import { Group, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { texts } from '../../texts/texts.js';
import type { ChangeAddress, ListAddress, OrderChoice, StateChoice } from './list-address.js';

/** Which datasets are listed, and in what order. */
export function DatasetFinder({ address, change }: { readonly address: ListAddress; readonly change: ChangeAddress }) {
  const { find, states, orders } = texts.datasets;
  return (
    <Group align="flex-end" gap="sm">
      <SearchInput search={address.search} change={change} />
      <NativeSelect
        label={find.state}
        value={address.state}
        onChange={({ currentTarget }) => change({ state: currentTarget.value as StateChoice })}
        data={Object.entries(states).map(([value, label]) => ({ value, label }))}
      />
      <NativeSelect
        label={find.order}
        value={address.order}
        onChange={({ currentTarget }) => change({ order: currentTarget.value as OrderChoice })}
        data={Object.entries(orders).map(([value, label]) => ({ value, label }))}
      />
    </Group>
  );
}

/** Has its own state, since the address follows a moment later than one types. */
function SearchInput({ search, change }: { readonly search: string; readonly change: ChangeAddress }) {
  const [text, setText] = useState(search);
  return (
    <TextInput
      type="search"
      label={texts.datasets.find.search}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={text}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        change({ search: value });
      }}
    />
  );
}
