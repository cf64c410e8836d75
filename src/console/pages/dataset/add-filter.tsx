import { Button, NativeSelect, Popover, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { texts } from '../../texts/texts.js';
import { columnNamed, isMeasured, RECORD_COLUMNS, type RecordColumn } from './record-columns.js';
import { type Condition, isOperand, type Operator, withCondition } from './record-view.js';

interface AddFilterProps {
  readonly conditions: readonly Condition[];
  readonly filter: (conditions: Condition[]) => void;
}

/** A condition in words of one's own, for what cannot be clicked on. */
export function AddFilter({ conditions, filter }: AddFilterProps) {
  const [opened, popover] = useDisclosure(false);
  return (
    <Popover
      opened={opened}
      onChange={popover.close}
      onClose={popover.close}
      trapFocus
      returnFocus
      position="bottom-start"
    >
      <Popover.Target>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={popover.toggle}
        >
          {texts.records.filter.add}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={texts.records.filter.add}>
        <AddFilterForm
          add={(condition) => {
            popover.close();
            filter(withCondition(conditions, condition));
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function AddFilterForm({ add }: { readonly add: (condition: Condition) => void }) {
  const form = useForm({
    initialValues: { column: 'agency', operator: 'is', value: '' },
    validate: { value: (value, { column, operator }) => problemWith(columnNamed(column), operator, value.trim()) },
  });
  const { column: columnLabel, operator: operatorLabel, value: valueLabel, use, hints } = texts.records.filter;
  const column = columnNamed(form.values.column);
  const operators = operatorsOf(column);
  const submit = form.onSubmit(({ operator, value }) => {
    if (!column) return;
    const known = knownOperator(column, operator);
    add({ column: column.name, operator: known, values: valuesIn(value.trim(), column, known) });
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs">
        <NativeSelect
          label={columnLabel}
          data={RECORD_COLUMNS.map(({ name, label }) => ({ value: name, label }))}
          data-autofocus
          {...form.getInputProps('column')}
        />
        <NativeSelect
          label={operatorLabel}
          data={operators.map((value) => ({ value, label: texts.records.operators[value] }))}
          {...form.getInputProps('operator')}
          value={column ? knownOperator(column, form.values.operator) : 'is'}
        />
        <TextInput
          label={valueLabel}
          description={column && hints[column.kind]}
          autoComplete="off"
          {...form.getInputProps('value')}
        />
        <Button type="submit" size="xs">
          {use}
        </Button>
      </Stack>
    </form>
  );
}

type Spoken = Exclude<Operator, 'isNull'>;

function operatorsOf(column: RecordColumn | null): readonly Spoken[] {
  if (!column) return ['is'];
  if (column.kind === 'STAMP') return ['gte', 'lte'];
  if (isMeasured(column)) return ['is', 'not', 'gte', 'lte'];
  return column.kind === 'TEXT' ? ['contains', 'is', 'not'] : ['is', 'not'];
}

/** What is chosen; the first that the column has, where that was chosen for another column. */
function knownOperator(column: RecordColumn, operator: string): Spoken {
  const operators = operatorsOf(column);
  return operators.find((each) => each === operator) ?? operators[0] ?? 'is';
}

/** Several values are given with commas between them, but a text may have a comma of its own. */
function valuesIn(value: string, { kind }: RecordColumn, operator: Spoken): readonly string[] {
  if (kind === 'STAMP') return [stampIn(value)];
  if (kind === 'TEXT' || !isList(operator)) return [value];
  const values = value.split(',').map((each) => each.trim());
  return kind === 'CHOICE' ? values.map((each) => each.toUpperCase().replace('-', '_')) : values;
}

/** Whether it takes several values. */
function isList(operator: Spoken): boolean {
  return operator === 'is' || operator === 'not';
}

/** A day, with the minute or the second where there is one. */
const STAMPS = [/^\d{4}-\d\d-\d\d$/, /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d$/, /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d$/];

/** A day alone is its beginning. */
function stampIn(value: string): string {
  const [date = '', time = '00:00:00'] = value.split(/[ T]/);
  return `${date}T${time.length === 5 ? `${time}:00` : time}`;
}

function problemWith(column: RecordColumn | null, operator: string, value: string): string | null {
  const { missing, hints } = texts.records.filter;
  if (value === '') return missing;
  if (!column) return null;
  if (column.kind === 'STAMP') return STAMPS.some((stamp) => stamp.test(value)) ? null : hints.STAMP;
  const known = knownOperator(column, operator);
  if (valuesIn(value, column, known).every((each) => isOperand(column.name, known, each))) return null;
  return isList(known) ? hints[column.kind] : hints.ONE_NUMBER;
}
