import { AppShell, Burger, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useSyncExternalStore } from 'react';
import { Link, Outlet, ScrollRestoration } from 'react-router';
import { useService } from '../graphql/service-context.js';
import { texts } from '../texts/texts.js';
import { ColourChoice } from './colour-choice.js';
import { ConnectionNotice } from './connection-notice.js';
import { GenerationNotices } from './generation-notices.js';
import { Navigation } from './navigation.js';
import './shell.css';

/** What stands around every page. */
export function Shell() {
  const [menuOpen, menu] = useDisclosure(false);
  const { skip, name, navigation, openMenu, closeMenu } = texts.shell;
  return (
    <>
      <button
        type="button"
        className="skip-link"
        onClick={() => document.querySelector<HTMLElement>('#content')?.focus()}
      >
        {skip}
      </button>
      <AppShell
        header={{ height: 52 }}
        navbar={{ width: 200, breakpoint: 'sm', collapsed: { mobile: !menuOpen } }}
        padding="md"
        transitionDuration={0}
      >
        <AppShell.Header>
          <Group h="100%" px="md" gap="sm">
            <Burger
              opened={menuOpen}
              onClick={menu.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={menuOpen ? closeMenu : openMenu}
              aria-expanded={menuOpen}
            />
            <Text component={Link} to="/profiles" fw={700} className="brand">
              {name}
            </Text>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar className={menuOpen ? undefined : 'closed-menu'} p="sm" aria-label={navigation}>
          <AppShell.Section grow>
            <Navigation onChoose={menu.close} />
          </AppShell.Section>
          <Stack gap="xs">
            <ForgetKey />
            <ColourChoice />
          </Stack>
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1}>
          <ConnectionNotice />
          <Outlet />
        </AppShell.Main>
      </AppShell>
      <GenerationNotices />
      <ScrollRestoration />
    </>
  );
}

function ForgetKey() {
  const { key } = useService();
  const value = useSyncExternalStore(key.subscribe, () => key.value);
  if (value === null) return null;
  return (
    <Button variant="default" size="xs" onClick={() => key.forget()}>
      {texts.shell.key.forget}
    </Button>
  );
}
