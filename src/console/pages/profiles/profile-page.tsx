import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { Answer } from '../../components/answer.js';
import { EmptyState } from '../../components/empty-state.js';
import { useRefreshOnFocus } from '../../components/use-refresh-on-focus.js';
import { SettingsFacts } from '../../settings/settings-facts.query.js';
import { Page } from '../../shell/page.js';
import { texts } from '../../texts/texts.js';
import { ProfileEditor } from './profile-editor.js';
import { ProfileById, type ProfileData } from './profile.query.js';

/** A profile with all its settings: to look at, to change, or to make. */
export function ProfilePage() {
  const { id } = useParams();
  return id === undefined ? <NewProfile /> : <SavedProfile key={id} id={id} />;
}

function NewProfile() {
  const [answer, ask] = useQuery({ query: SettingsFacts });
  if (answer.data) return <ProfileEditor latest={null} refresh={() => {}} facts={answer.data} />;
  return (
    <Page title={texts.profiles.form.new}>
      <Answer of={answer} retry={() => ask({ requestPolicy: 'network-only' })}>
        {() => null}
      </Answer>
    </Page>
  );
}

function SavedProfile({ id }: { readonly id: string }) {
  const [facts] = useQuery({ query: SettingsFacts });
  const [answer, ask] = useQuery({ query: ProfileById, variables: { id }, requestPolicy: 'cache-and-network' });
  const [known, setKnown] = useState<ProfileData | null>(null);
  useRefreshOnFocus(ask);
  const profile = answer.data?.profile;
  if (profile && profile !== known) setKnown(profile);
  const refresh = () => ask({ requestPolicy: 'network-only' });
  if (known && facts.data)
    return <ProfileEditor latest={known} isGone={profile === null} refresh={refresh} facts={facts.data} />;
  return (
    <Page title={texts.profiles.title}>
      <Answer of={{ data: answer.data, error: facts.error ?? answer.error }} retry={refresh}>
        {(data) => data.profile === null && <MissingProfile />}
      </Answer>
    </Page>
  );
}

function MissingProfile() {
  const { title, text, home } = texts.profiles.form.missing;
  return (
    <EmptyState title={title} text={text}>
      <Button component={Link} to="/profiles">
        {home}
      </Button>
    </EmptyState>
  );
}
