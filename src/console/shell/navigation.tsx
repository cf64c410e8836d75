import { NavLink, Stack } from '@mantine/core';
import { type Icon, IconDatabase, IconListDetails, IconPlayerPlay, IconTerminal2 } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { texts } from '../texts/texts.js';

const PAGES: readonly { readonly to: string; readonly label: string; readonly icon: Icon }[] = [
  { to: '/profiles', label: texts.profiles.title, icon: IconListDetails },
  { to: '/generate', label: texts.generate.title, icon: IconPlayerPlay },
  { to: '/datasets', label: texts.datasets.title, icon: IconDatabase },
  { to: '/query', label: texts.query.title, icon: IconTerminal2 },
];

export function Navigation({ onChoose }: { readonly onChoose: () => void }) {
  const { pathname } = useLocation();
  return (
    <Stack gap={4}>
      {PAGES.map(({ to, label, icon: PageIcon }) => {
        const active = pathname === to || pathname.startsWith(`${to}/`);
        return (
          <NavLink
            key={to}
            component={Link}
            to={to}
            label={label}
            leftSection={<PageIcon size={18} aria-hidden />}
            active={active}
            aria-current={active ? 'page' : undefined}
            onClick={onChoose}
          />
        );
      })}
    </Stack>
  );
}
