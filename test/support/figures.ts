import type { TempApp } from './temp-app.js';

/** What a figure is called, and the names of its labels. */
export interface Figure {
  readonly name: string;
  readonly labels: ReadonlySet<string>;
}

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

  get all(): Figure[] {
    return [...this.byName.keys()].map((text) => {
      const [name = '', labels = ''] = text.split('{', 2);
      return { name, labels: new Set([...labels.matchAll(/(\w+)="/g)].map(([, label = '']) => label)) };
    });
  }
}
