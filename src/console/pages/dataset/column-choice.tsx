import { Button, Checkbox, Group, Popover, ScrollArea, Stack } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { texts } from '../../texts/texts.js';
import { type ColumnName, DEFAULT_COLUMNS, RECORD_COLUMNS } from './record-columns.js';

interface ColumnChoiceProps {
  readonly columns: readonly ColumnName[];
  readonly choose: (columns: readonly ColumnName[]) => void;
}

/** Which columns the table has: at least one, in the order of the files once chosen by hand. */
export function ColumnChoice({ columns, choose }: ColumnChoiceProps) {
  const { open, all, usual } = texts.records.columnChoice;
  const names = RECORD_COLUMNS.map(({ name }) => name);
  return (
    <Popover trapFocus returnFocus position="bottom-end">
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconColumns3 size={16} aria-hidden />}>
          {open}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={open}>
        <Stack gap="sm">
          <Group gap="xs">
            <Button variant="default" size="compact-sm" data-autofocus onClick={() => choose(names)}>
              {all}
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => choose(DEFAULT_COLUMNS)}>
              {usual}
            </Button>
          </Group>
          <ScrollArea.Autosize mah="50dvh">
            <Stack gap={6}>
              {RECORD_COLUMNS.map(({ name, label }) => (
                <Checkbox
                  key={name}
                  size="sm"
                  label={label}
                  checked={columns.includes(name)}
                  disabled={columns.length === 1 && columns.includes(name)}
                  onChange={({ currentTarget: { checked } }) =>
                    choose(names.filter((each) => (each === name ? checked : columns.includes(each))))
                  }
                />
              ))}
            </Stack>
          </ScrollArea.Autosize>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
