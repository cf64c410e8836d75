import { createHashRouter, Navigate, type RouteObject } from 'react-router';
import { MissingPage } from './shell/missing-page.js';
import { PageError } from './shell/page-error.js';
import { PageLoading } from './shell/page-loading.js';
import { Shell } from './shell/shell.js';

/** A page is a folder under pages/, loaded when it is first opened. */
const pages: RouteObject[] = [
  { index: true, element: <Navigate to="/profiles" replace /> },
  {
    path: 'profiles',
    lazy: async () => ({ Component: (await import('./pages/profiles/profiles-page.js')).ProfilesPage }),
  },
  {
    path: 'profiles/new',
    lazy: async () => ({ Component: (await import('./pages/profiles/profile-page.js')).ProfilePage }),
  },
  {
    path: 'profiles/:id',
    lazy: async () => ({ Component: (await import('./pages/profiles/profile-page.js')).ProfilePage }),
  },
  {
    path: 'generate',
    lazy: async () => ({ Component: (await import('./pages/generate/generate-page.js')).GeneratePage }),
  },
  {
    path: 'datasets',
    lazy: async () => ({ Component: (await import('./pages/datasets/datasets-page.js')).DatasetsPage }),
  },
  {
    path: 'datasets/:id',
    lazy: async () => ({ Component: (await import('./pages/dataset/dataset-page.js')).DatasetPage }),
  },
  {
    path: 'query',
    lazy: async () => ({ Component: (await import('./pages/query/query-page.js')).QueryPage }),
  },
  { path: '*', Component: MissingPage },
];

/** The console's own addresses stand behind `#`, so that they meet no route of the service. */
export function makeRouter() {
  return createHashRouter([
    {
      Component: Shell,
      HydrateFallback: PageLoading,
      errorElement: <PageError />,
      children: [{ errorElement: <PageError />, children: pages }],
    },
  ]);
}
