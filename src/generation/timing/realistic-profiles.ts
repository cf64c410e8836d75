import { AGENCIES } from '../../domain/vocabulary/agencies.js';
import { CALL_TYPES, type CallType } from '../../domain/vocabulary/call-types.js';
import {
  CALL_TYPE_PROFILES,
  type CallTypeProfile,
  ON_VIEW_SHARES,
  type Origin,
  ORIGIN_SHARES,
  ORIGINS,
} from './realistic-mix-tables.js';

/** A call type with all that the realistic model knows of it. */
export interface ProfiledType extends CallTypeProfile {
  readonly type: CallType;
  /** Shares of ORIGINS over the whole day. */
  readonly originShares: Readonly<Record<Origin, number>>;
}

/** The profiles of CALL_TYPES, in order. */
export function profiledTypes(): ProfiledType[] {
  const byName = new Map(
    AGENCIES.flatMap((agency) => CALL_TYPE_PROFILES[agency].map((profile) => [profile.name, profile])),
  );
  return CALL_TYPES.map((type) => {
    const profile = byName.get(type.name);
    if (!profile) throw new Error(`call type '${type.name}' has no realistic profile`);
    return { ...profile, type, originShares: originSharesOf(type, profile) };
  });
}

function originSharesOf({ agency, priority }: CallType, profile: CallTypeProfile): Record<Origin, number> {
  const { field, transferred, uncaptured } = { ...ORIGIN_SHARES[agency][priority], ...profile.origins } as Required<
    NonNullable<CallTypeProfile['origins']>
  >;
  const onView = field * (profile.onView ?? ON_VIEW_SHARES[agency]);
  return {
    PUBLIC: Math.max(0, 1 - field - transferred - uncaptured),
    ON_VIEW: onView,
    FIELD_REQUEST: field - onView,
    TRANSFERRED: transferred,
    UNCAPTURED: uncaptured,
  };
}

/** Shares of ORIGINS in an agency's calls, by the model's own weights. */
export function originMix(profiles: readonly ProfiledType[], agency: string): Record<Origin, number> {
  const own = profiles.filter(({ type }) => type.agency === agency);
  const total = own.reduce((sum, { weight }) => sum + weight, 0);
  const share = (origin: Origin) =>
    own.reduce((sum, { weight, originShares }) => sum + weight * originShares[origin], 0) / total;
  return Object.fromEntries(ORIGINS.map((origin) => [origin, share(origin)])) as Record<Origin, number>;
}
