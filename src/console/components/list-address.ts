import { useSearchParams } from 'react-router';

/** What of a list is shown. */
interface Listed {
  readonly search: string;
}

export type ChangeAddress<Address> = (change: Partial<Address>) => void;

/**
 * What of a list is shown, as it stands in the page's address, so that it can be shared and gone back to. What is as in
 * `blank` is left out of it; `read` makes the best of whatever somebody wrote there.
 */
export function useListAddress<Address extends Listed>(
  blank: Address,
  read: (parameters: URLSearchParams) => Address,
): readonly [Address, ChangeAddress<Address>] {
  const [parameters, setParameters] = useSearchParams();
  const address = read(parameters);
  const change = (changed: Partial<Address>) =>
    setParameters(parametersOf({ ...address, ...changed }, blank), {
      replace: changed.search !== undefined, // not a step back for each letter
      preventScrollReset: true,
    });
  return [address, change];
}

function parametersOf<Address extends Listed>(address: Address, blank: Address): URLSearchParams {
  const given = Object.entries(address).filter(([name, value]) => value !== blank[name as keyof Address]);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
}

/** The choice of that name; null: there is none. */
export function oneOf<Choice extends string>(
  choices: Readonly<Record<Choice, unknown>>,
  name: string | null,
): Choice | null {
  return name !== null && Object.hasOwn(choices, name) ? (name as Choice) : null;
}
