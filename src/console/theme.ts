import { createTheme, Fieldset, Modal, Notification } from '@mantine/core';
import { texts } from './texts/texts.js';

/** Colours with enough contrast in light and dark: filled and text shades are one step darker, or lighter, than usual. */
export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  components: {
    Fieldset: Fieldset.extend({ styles: { root: { marginInline: 0 } } }), // in line with what is above and below
    Modal: Modal.extend({
      styles: { title: { fontWeight: 600 } },
      defaultProps: {
        closeButtonProps: { 'aria-label': texts.shell.close },
        attributes: { header: { role: 'presentation' } }, // else a second banner of the page
      },
    }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: { 'aria-label': texts.shell.close } } }),
  },
  headings: { fontWeight: '600' },
});
