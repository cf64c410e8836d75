import { Button, Chip, Group, NativeSelect, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { EmptyState } from '../../components/empty-state.js';
import type { ChangeAddress } from '../../components/list-address.js';
import { usePermissions } from '../../components/permissions.js';
import { SearchInput } from '../../components/search-input.js';
import { ShowQuery } from '../../components/show-query.js';
import { PageLoading } from '../../shell/page-loading.js';
import { Page } from '../../shell/page.js';
import { texts } from '../../texts/texts.js';
import {
  isNarrowed,
  type ProfileListAddress,
  type OrderChoice,
  useProfileListAddress,
  variablesOf,
} from './list-address.js';
import { ProfileList, ProfileOverview } from './profile-list.query.js';
import { ProfileRows } from './profile-rows.js';

/** Loaded when it is first wanted, with all that only it needs. */
const ImportDialog = lazy(async () => ({ default: (await import('./import-dialog.js')).ImportDialog }));

export function ProfilesPage() {
  const [address, change] = useProfileListAddress();
  const [{ data: overview, error }] = useQuery({ query: ProfileOverview });
  const isOverseen = overview !== undefined || error !== undefined;
  const { mayMake } = usePermissions();
  const [timesCleared, setTimesCleared] = useState(0);
  const variables = variablesOf(address);
  const { title, intro } = texts.profiles;
  const showAll = () => {
    setTimesCleared(timesCleared + 1);
    change({ search: '', tag: '' });
  };
  const tags = [...new Set(overview?.profiles.nodes.flatMap((profile) => profile.tags))].toSorted();
  return (
    <Page title={title} intro={intro} actions={<Actions variables={variables} />}>
      {!isOverseen && <PageLoading />}
      {/* Asked for at once, and shown when nothing more will push it down. */}
      <Stack display={isOverseen ? undefined : 'none'}>
        {mayMake && overview?.own.totalCount === 0 && !isNarrowed(address) && <NoneOfOnesOwn />}
        <Finder key={timesCleared} address={address} change={change} tags={tags} />
        <ProfileRows
          key={JSON.stringify(variables)}
          variables={variables}
          whenEmpty={isNarrowed(address) ? <NothingFound showAll={showAll} /> : null}
        />
      </Stack>
    </Page>
  );
}

function Actions({ variables }: { readonly variables: ReturnType<typeof variablesOf> }) {
  const [importing, dialog] = useDisclosure(false);
  const { mayMake } = usePermissions();
  return (
    <>
      <ShowQuery query={ProfileList} variables={variables} />
      {mayMake && (
        <>
          <Button variant="default" size="xs" onClick={dialog.open}>
            {texts.profiles.import}
          </Button>
          <Button component={Link} to="/profiles/new" size="xs">
            {texts.profiles.new}
          </Button>
        </>
      )}
      <Suspense>{importing && <ImportDialog close={dialog.close} />}</Suspense>
    </>
  );
}

interface FinderProps {
  readonly address: ProfileListAddress;
  readonly change: ChangeAddress<ProfileListAddress>;
  readonly tags: readonly string[];
}

function Finder({ address, change, tags }: FinderProps) {
  const { find, orders } = texts.profiles;
  return (
    <Group align="flex-end" gap="sm">
      <SearchInput label={find.search} search={address.search} change={change} />
      <NativeSelect
        label={find.order}
        value={address.order}
        onChange={({ currentTarget }) => change({ order: currentTarget.value as OrderChoice })}
        data={Object.entries(orders).map(([value, label]) => ({ value, label }))}
      />
      {tags.length > 0 && (
        <Group component="fieldset" className="plain-fieldset" aria-label={find.tags} gap="xs" pb={2}>
          {tags.map((tag) => (
            <Chip key={tag} size="sm" checked={address.tag === tag} onChange={(on) => change({ tag: on ? tag : '' })}>
              {tag}
            </Chip>
          ))}
        </Group>
      )}
    </Group>
  );
}

/** What to do first. */
function NoneOfOnesOwn() {
  const { title, text, action } = texts.profiles.empty;
  return (
    <EmptyState title={title} text={text}>
      <Button component={Link} to="/profiles/new">
        {action}
      </Button>
    </EmptyState>
  );
}

function NothingFound({ showAll }: { readonly showAll: () => void }) {
  const { title, text, action } = texts.profiles.nothingFound;
  return (
    <EmptyState title={title} text={text}>
      <Button onClick={showAll}>{action}</Button>
    </EmptyState>
  );
}
