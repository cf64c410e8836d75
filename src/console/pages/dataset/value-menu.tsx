import { Menu } from '@mantine/core';
import { IconCopy, IconFilter, IconFilterOff, IconMathEqualGreater, IconMathEqualLower } from '@tabler/icons-react';
import { copyText } from '../../components/copying.js';
import { texts } from '../../texts/texts.js';
import { isMeasured, type RecordColumn } from './record-columns.js';
import type { ChosenValue } from './record-grid.js';
import { allows, type Condition, withCondition } from './record-view.js';
import { formatValue } from './value-format.js';

interface ValueMenuProps {
  readonly chosen: ChosenValue | null;
  readonly conditions: readonly Condition[];
  readonly filter: (conditions: Condition[]) => void;
  readonly close: () => void;
}

/** What can be done with a value of the table: filter by it, or copy it. */
export function ValueMenu({ chosen, conditions, filter, close }: ValueMenuProps) {
  if (!chosen) return null;
  const leave = () => {
    close();
    chosen.leave();
  };
  const { column, value, at } = chosen;
  const take = (operator: Condition['operator'], values: readonly string[]) =>
    filter(withCondition(conditions, { column: column.name, operator, values }));
  return (
    <Menu
      opened
      onClose={leave}
      position="bottom-start"
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      returnFocus={false}
      trapFocus
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          className="value-anchor"
          aria-label={column.label}
          style={{ left: at.left, top: at.top, width: at.width, height: at.height }}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{column.label}</Menu.Label>
        {value === null ? (
          <NoneItems take={take} />
        ) : (
          <ValueItems column={column} value={value} conditions={conditions} take={take} />
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

type Take = (operator: Condition['operator'], values: readonly string[]) => void;

function NoneItems({ take }: { readonly take: Take }) {
  return (
    <>
      <Menu.Item leftSection={<IconFilter size={16} aria-hidden />} onClick={() => take('isNull', ['true'])}>
        {texts.records.menu.onlyNone}
      </Menu.Item>
      <Menu.Item leftSection={<IconFilterOff size={16} aria-hidden />} onClick={() => take('isNull', ['false'])}>
        {texts.records.menu.withoutNone}
      </Menu.Item>
    </>
  );
}

interface ValueItemsProps {
  readonly column: RecordColumn;
  readonly value: string | number;
  readonly conditions: readonly Condition[];
  readonly take: Take;
}

function ValueItems({ column, value, conditions, take }: ValueItemsProps) {
  const { only, without, atLeast, atMost, copy } = texts.records.menu;
  const shown = formatValue(column, value);
  const excluded = conditions.find(({ column: name, operator }) => name === column.name && operator === 'not');
  return (
    <>
      <Menu.Item leftSection={<IconFilter size={16} aria-hidden />} onClick={() => take('is', [String(value)])}>
        {only(shown)}
      </Menu.Item>
      {allows(column, 'not') && (
        <Menu.Item
          leftSection={<IconFilterOff size={16} aria-hidden />}
          onClick={() => take('not', [...(excluded?.values ?? []), String(value)])}
        >
          {without(shown)}
        </Menu.Item>
      )}
      {isMeasured(column) && (
        <>
          <Menu.Item
            leftSection={<IconMathEqualGreater size={16} aria-hidden />}
            onClick={() => take('gte', [String(value)])}
          >
            {atLeast(shown)}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconMathEqualLower size={16} aria-hidden />}
            onClick={() => take('lte', [String(value)])}
          >
            {atMost(shown)}
          </Menu.Item>
        </>
      )}
      <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => void copyText(shown)}>
        {copy}
      </Menu.Item>
    </>
  );
}
