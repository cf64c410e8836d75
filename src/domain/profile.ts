import { z } from 'zod';
import type { GenerationSettings } from './settings.js';

/** A named, reusable set of generation settings; each change of it is a revision. */
export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly settings: GenerationSettings;
  /** Starts at 1, grows by one with each change. */
  readonly revision: number;
  readonly builtIn: boolean;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a person decides about a profile, beside its settings. */
export const profileTexts = z.object({
  name: z.string().trim().min(1).max(100),
  description: z.string().trim().max(2_000).nullable(),
  tags: z
    .array(z.string().trim().min(1).max(50))
    .max(20)
    .transform((tags) => [...new Set(tags)]),
});
