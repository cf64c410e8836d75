const SEVERITIES = ['info', 'low', 'moderate', 'high', 'critical'];

interface Advisory {
  readonly name: string;
  readonly severity: string;
  readonly title: string;
  readonly url: string;
}

interface Report {
  readonly vulnerabilities?: Readonly<Record<string, { readonly via: readonly (Advisory | string)[] }>>;
  readonly message?: string;
  readonly error?: { readonly summary?: string };
}

export interface Judgement {
  /** Whether the registry answered at all: no answer is not the same as no findings. */
  readonly answered: boolean;
  /** Why there is no answer. */
  readonly reason: string | null;
  readonly findings: readonly string[];
}

/** What `npm audit --json` says: the advisories from the given severity on, without those that are excepted by name. */
export function judgeAudit(
  output: string,
  leastSeverity: string,
  exceptions: Readonly<Record<string, string>>,
): Judgement {
  const report = parsed(output);
  if (!report?.vulnerabilities)
    return { answered: false, reason: report?.message ?? report?.error?.summary ?? 'no JSON', findings: [] };
  const findings = Object.values(report.vulnerabilities)
    .flatMap(({ via }) => via)
    .filter((one) => typeof one !== 'string')
    .filter(({ severity }) => SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(leastSeverity))
    .filter(({ url }) => !((url.split('/').at(-1) ?? '') in exceptions))
    .map(({ name, severity, title, url }) => `${name}: ${severity}: ${title} ${url}`);
  return { answered: true, reason: null, findings };
}

function parsed(output: string): Report | null {
  try {
    return JSON.parse(output) as Report;
  } catch {
    return null;
  }
}
