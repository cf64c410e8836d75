import { Button, Group, Pill, Text } from '@mantine/core';
import { texts } from '../../texts/texts.js';
import { AddFilter } from './add-filter.js';
import { columnNamed } from './record-columns.js';
import { type Condition, withCondition } from './record-view.js';
import { formatValue } from './value-format.js';

interface FilterBarProps {
  readonly conditions: readonly Condition[];
  readonly filter: (conditions: Condition[]) => void;
}

/** The conditions that hold for the table and all charts, each to be taken back. */
export function FilterBar({ conditions, filter }: FilterBarProps) {
  const { label, none, clear, remove } = texts.records.filter;
  return (
    <Group component="section" gap="xs" aria-label={label}>
      {conditions.length === 0 && <Text size="sm">{none}</Text>}
      {conditions.map((condition) => {
        const words = wordsOf(condition);
        return (
          <Pill
            key={`${condition.column}.${condition.operator}`}
            size="md"
            bd="1px solid var(--mantine-color-default-border)"
            withRemoveButton
            removeButtonProps={{ 'aria-label': remove(words), tabIndex: 0, 'aria-hidden': false }}
            onRemove={() => filter(withCondition(conditions, { ...condition, values: [] }))}
          >
            {words}
          </Pill>
        );
      })}
      <AddFilter conditions={conditions} filter={filter} />
      {conditions.length > 0 && (
        <Button variant="subtle" size="compact-sm" onClick={() => filter([])}>
          {clear}
        </Button>
      )}
    </Group>
  );
}

/** The condition as one would say it: `Agency is EMS or FIRE`. */
function wordsOf({ column: name, operator, values }: Condition): string {
  const column = columnNamed(name);
  if (!column) return name;
  if (operator === 'isNull') return texts.records.filter.isNull(column.label, values[0] === 'true');
  const shown = values.map((value) => formatValue(column, value));
  return texts.records.filter.words(column.label, texts.records.operators[operator], shown);
}
