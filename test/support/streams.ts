import { expect, vi } from 'vitest';
import { Figures } from './figures.js';
import type { TempApp } from './temp-app.js';

/** Waits until so many subscriptions stream: what happens from then on, they tell of. */
export async function untilStreaming(temp: TempApp, count: number): Promise<void> {
  const streaming = async () => (await Figures.of(temp)).get('graphql_subscriptions');
  await vi.waitFor(async () => expect(await streaming()).toBe(count), { timeout: 10_000 });
}
