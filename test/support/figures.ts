import type { TempApp } from './temp-app.js';

/** What a service says of itself at /metrics: each figure by its name and labels, as Prometheus writes them. */
export class Figures {
  private constructor(private readonly byName: ReadonlyMap<string, number>) {}

  static async of({ app }: TempApp): Promise<Figures> {
    const answer = await app.http.inject('/metrics');
    if (answer.statusCode !== 200) throw new Error(`/metrics answers ${answer.statusCode}`);
    const lines = answer.body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return new Figures(
      new Map(
        lines.map((line) => {
          const end = line.lastIndexOf(' ');
          return [line.slice(0, end), Number(line.slice(end + 1))];
        }),
      ),
    );
  }

  /** undefined: there is no such figure. */
  get(name: string): number | undefined {
    return this.byName.get(`synth911_${name}`);
  }

  /** Those of a metric that are not 0, by their labels. */
  of(metric: string): Record<string, number> {
    const prefix = `synth911_${metric}{`;
    const figures = [...this.byName].filter(([name, figure]) => name.startsWith(prefix) && figure !== 0);
    return Object.fromEntries(figures.map(([name, figure]) => [name.slice(prefix.length, -1), figure]));
  }

  /** The names of all metrics, without those that are made of a histogram. */
  get names(): ReadonlySet<string> {
    return new Set([...this.byName.keys()].map((name) => name.replace(/\{.*$/s, '')));
  }
}
