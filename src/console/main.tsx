import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';

const root = document.querySelector('#root');
if (!root) throw new Error('index.html has no #root to show the console in.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
