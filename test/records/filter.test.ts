import { describe, expect, it } from 'vitest';
import type { CallRecordFilter } from '../../src/domain/record-filter.js';
import { conditionOf } from '../../src/records/filter.js';

describe('conditionOf', () => {
  it('keeps every value out of the text', () => {
    const evil = "x' OR 1=1; --";
    const { text, values } = conditionOf({
      address: { eq: evil, contains: evil, in: [evil, 'b'] },
      not: { problem: { startsWith: evil } },
      hour: { gte: 987_654 },
      eventTime: { lt: '2024-03-01T00:00:00' },
    });
    expect(text).not.toMatch(/OR 1=1|987654|2024/);
    expect(text.match(/\?/g)).toHaveLength(values.length);
    expect(values).toHaveLength(7);
  });

  it.each<[string, CallRecordFilter | null, string]>([
    ['no filter', null, 'TRUE'],
    ['an empty filter', {}, 'TRUE'],
    ['in of nothing', { hour: { in: [] } }, 'FALSE'],
    ['notIn of nothing', { hour: { notIn: [] } }, 'TRUE'],
    ['or of nothing', { or: [] }, 'FALSE'],
    ['and of nothing', { and: [] }, 'TRUE'],
    ['one comparison, which row groups are pruned by', { totalTime: { gt: 5 } }, 'total_time > ?'],
    ['isNull', { enrouteTime: { isNull: true } }, 'enroute_time IS NULL'],
    ['not isNull', { enrouteTime: { isNull: false } }, 'enroute_time IS NOT NULL'],
    ['not', { not: { enrouteTime: { gt: 5 } } }, 'NOT coalesce(enroute_time > ?, FALSE)'],
    ['or', { or: [{ hour: { eq: 1 } }, { dow: { ne: 'MON' } }] }, '(hour = ? OR dow <> ?)'],
  ])('says %s', (_, filter, text) => {
    expect(conditionOf(filter).text).toBe(text);
  });
});
