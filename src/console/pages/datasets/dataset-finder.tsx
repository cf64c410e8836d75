import { Group, NativeSelect } from '@mantine/core';
import { SearchInput } from '../../components/search-input.js';
import { texts } from '../../texts/texts.js';
import type { ChangeAddress, DatasetListAddress, OrderChoice, StateChoice } from './list-address.js';

/** Which datasets are listed, and in what order. */
export function DatasetFinder({
  address,
  change,
}: {
  readonly address: DatasetListAddress;
  readonly change: ChangeAddress;
}) {
  const { find, states, orders } = texts.datasets;
  return (
    <Group align="flex-end" gap="sm">
      <SearchInput label={find.search} search={address.search} change={change} />
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
