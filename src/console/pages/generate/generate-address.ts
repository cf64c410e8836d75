/** The address of the page to generate, from a profile. */
export function generateAddress(profileId: string): string {
  return `/generate?${new URLSearchParams({ profile: profileId }).toString()}`;
}
