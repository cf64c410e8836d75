import { describe, expect, it } from 'vitest';
import { judgeAudit } from '../../scripts/judge-audit.js';

const advisory = (name: string, severity: string) => ({
  name,
  severity,
  title: 'Something',
  url: `https://github.com/advisories/GHSA-${name}`,
});
const report = JSON.stringify({
  vulnerabilities: {
    one: { via: [advisory('one', 'low'), advisory('two', 'high')] },
    three: { via: ['one', advisory('three', 'critical')] },
  },
});

describe('judgeAudit', () => {
  it('names what is serious enough and not excepted', () => {
    const { answered, findings } = judgeAudit(report, 'moderate', { 'GHSA-three': 'only on Windows' });
    expect({ answered, findings }).toEqual({
      answered: true,
      findings: ['two: high: Something https://github.com/advisories/GHSA-two'],
    });
    expect(judgeAudit(JSON.stringify({ vulnerabilities: {} }), 'low', {}).findings).toEqual([]);
  });

  it.each(['{"message":"405 Method Not Allowed"}', '{"error":{"summary":"no network"}}', '', '<html>'])(
    'does not take %s for a clean report',
    (output) => {
      expect(judgeAudit(output, 'low', {})).toMatchObject({ answered: false, findings: [] });
    },
  );
});
