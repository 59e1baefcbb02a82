// Starts the portal: language, theme, router. Nothing is decided here.
import '@fontsource-variable/inter/wght.css';
import './theme/mantine.css';
import './theme/tokens.css';
import './theme/logo.css';
import './form/form.css';
import './sign-in/gate.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { z } from 'zod';
import { createQueryClient } from './api/query-client.ts';
import { giveHeadStart } from './connection/head-start.ts';
import { rememberedOrganisation, setPageOrganisation } from './organisations/page-organisation.ts';
import { followOtherTabs, startI18n } from './i18n/i18n.ts';
import { createPortalRouter } from './router.tsx';
import { InsecurePage } from './shell/insecure-page.tsx';
import { leaveToSignIn } from './sign-in/leave.ts';
import { colorSchemeManager } from './theme/color-scheme.ts';
import { theme } from './theme/theme.ts';

// Compiling schemas with eval is forbidden by the Content-Security-Policy.
z.config({ jitless: true });

// A part of the portal is gone: the server was updated while this page was open.
window.addEventListener('vite:preloadError', () => window.location.reload());

async function start(root: HTMLElement): Promise<void> {
  const queryClient = createQueryClient(() => leaveToSignIn(queryClient, window.location));
  const organisation = rememberedOrganisation(window.location.pathname, window.sessionStorage);
  if (organisation !== null) setPageOrganisation(organisation);
  giveHeadStart(window.location.pathname, queryClient);
  const i18n = await startI18n();
  followOtherTabs(i18n);
  const router = createPortalRouter({ queryClient, i18n });
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colorSchemeManager}>
          <QueryClientProvider client={queryClient}>
            {window.isSecureContext ? <RouterProvider router={router} /> : <InsecurePage />}
          </QueryClientProvider>
        </MantineProvider>
      </I18nextProvider>
    </StrictMode>,
  );
}

const root = document.getElementById('root');
if (root) void start(root);
