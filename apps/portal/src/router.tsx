// Every page and its address. Pages load with their route, so that signing in loads neither lists nor the viewer.
import { actionSchema, auditKindSchema } from '@nearhand/protocol';
import type { QueryClient } from '@tanstack/react-query';
import {
  Outlet,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import type { i18n } from 'i18next';
import { z } from 'zod';
import { joinOutcomeSchema, providerErrorSchema } from '@nearhand/protocol';
import { errorCodeOf } from './api/errors.ts';
import { meQuery } from './api/queries.ts';
import { loadConnectPages, loadMemberFrame } from './connection/head-start.ts';
import { changeLocale } from './i18n/i18n.ts';
import { enterLinked, withoutOrganisation } from './organisations/linked-organisation.ts';
import { rememberOrganisation, setPageOrganisation } from './organisations/page-organisation.ts';
import { CrashPage, NotFoundPage, PendingPage } from './shell/plain-pages.tsx';
import { startPath } from './sign-in/return-path.ts';

export interface RouterContext {
  queryClient: QueryClient;
  i18n: i18n;
}

const rootRoute = createRootRouteWithContext<RouterContext>()({ component: Outlet, notFoundComponent: NotFoundPage });

const signInSearch = z.object({
  return: z.string().optional().catch(undefined),
  ended: z.boolean().optional().catch(undefined),
  /** Signing in again, to prove who is there. */
  fresh: z.boolean().optional().catch(undefined),
  /** The account is no more. */
  deleted: z.boolean().optional().catch(undefined),
  /** Why a provider did not let somebody in. */
  provider: providerErrorSchema.optional().catch(undefined),
  /** After a provider's word. */
  step: z.literal('code').optional().catch(undefined),
});
/** How joining a provider ended. */
const profileSearch = z.object({ provider: joinOutcomeSchema.optional().catch(undefined) });
const supportSearch = z.object({
  state: z.enum(['ended', 'all']).optional().catch(undefined),
  text: z.coerce.string().max(100).optional().catch(undefined),
  /** The request whose invitation window is open. */
  invite: z.uuid().optional().catch(undefined),
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('./sign-in/sign-in-page.tsx'), 'SignInPage'),
});

const forgotPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('./password/forgot-password-page.tsx'), 'ForgotPasswordPage'),
});

const signUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-up',
  component: lazyRouteComponent(() => import('./sign-up/sign-up-page.tsx'), 'SignUpPage'),
});

const resetPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('./password/reset-password-page.tsx'), 'ResetPasswordPage'),
});

const acceptInvitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/accept-invitation',
  component: lazyRouteComponent(() => import('./joining/accept-invitation-page.tsx'), 'AcceptInvitationPage'),
});

/** Members whose organisation asks for two-factor sign-in, and who do not have it yet. */
const twoFactorRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/two-factor',
  component: lazyRouteComponent(() => import('./sign-in/two-factor-page.tsx'), 'TwoFactorPage'),
});

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  component: lazyRouteComponent(() => import('./setup/setup-page.tsx'), 'SetupPage'),
});

/** The organisation that a link of a mail or a notification is about. */
const memberSearch = z.object({ organisation: z.uuid().optional().catch(undefined) });

/** Everything that needs a member: asks who is signed in, speaks their language, listens to the hub. */
const memberRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'member',
  validateSearch: memberSearch,
  component: lazyRouteComponent(loadMemberFrame, 'MemberFrame'),
  beforeLoad: async ({ context, location, search: { organisation }, preload }) => {
    let lacksTwoFactor = false;
    try {
      const me = await context.queryClient.ensureQueryData(meQuery);
      // Only where one goes, never where the pointer rests.
      if (organisation !== undefined && !preload) {
        const href = withoutOrganisation(location.href, window.location.origin);
        if (organisation === me.organisation.id) throw redirect({ href, replace: true });
        await enterLinked(organisation);
        window.location.replace(href);
        await new Promise(() => {});
      }
      setPageOrganisation(me.organisation.id);
      rememberOrganisation(location.pathname, window.sessionStorage, me.organisation.id);
      if (me.locale !== null) await changeLocale(context.i18n, me.locale);
      lacksTwoFactor = me.twoFactor.required && !me.twoFactor.enabled && !me.twoFactor.passkey;
    } catch (error) {
      if (errorCodeOf(error) !== 'not_signed_in') throw error;
      throw redirect({ to: '/sign-in', search: { return: location.href }, replace: true });
    }
    if (lacksTwoFactor) throw redirect({ to: '/two-factor', replace: true });
  },
});

const shellRoute = createRoute({
  getParentRoute: () => memberRoute,
  id: 'shell',
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell'),
});

const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: startPath, replace: true });
  },
});

const supportRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/support',
  validateSearch: supportSearch,
  // Where everybody begins: who has nothing to do with requests goes on to the computers.
  beforeLoad: async ({ context }) => {
    const { rights } = await context.queryClient.ensureQueryData(meQuery);
    if (!rights.includes('requests.view')) throw redirect({ to: '/computers', replace: true });
  },
  component: lazyRouteComponent(() => import('./support/support-page.tsx'), 'SupportPage'),
});

const requestRoute = createRoute({
  getParentRoute: () => supportRoute,
  path: '/$requestId',
  component: lazyRouteComponent(() => import('./support/request-drawer.tsx'), 'RequestDrawer'),
});

const computersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/computers',
  component: lazyRouteComponent(() => import('./computers/computers-page.tsx'), 'ComputersPage'),
});

const teamSearch = z.object({ text: z.coerce.string().max(100).optional().catch(undefined) });
const auditSearch = teamSearch.extend({
  kind: auditKindSchema.optional().catch(undefined),
  actor: z.string().max(64).optional().catch(undefined),
  days: z.coerce.number().int().min(1).max(366).optional().catch(undefined),
});

/** Who wants to do what, where. */
const explainSearch = z.object({
  member: z.uuid().optional().catch(undefined),
  share: z.uuid().optional().catch(undefined),
  action: actionSchema.optional().catch(undefined),
  target: z.uuid().optional().catch(undefined),
});

const teamRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/team',
  component: lazyRouteComponent(() => import('./team/team-page.tsx'), 'TeamPage'),
});

const membersRoute = createRoute({
  getParentRoute: () => teamRoute,
  path: '/',
  validateSearch: teamSearch,
  component: lazyRouteComponent(() => import('./team/member-list.tsx'), 'MembersTab'),
});

const rolesRoute = createRoute({
  getParentRoute: () => teamRoute,
  path: '/roles',
  component: lazyRouteComponent(() => import('./rights/roles-tab.tsx'), 'RolesTab'),
});

const groupsRoute = createRoute({
  getParentRoute: () => teamRoute,
  path: '/groups',
  component: lazyRouteComponent(() => import('./rights/groups-tab.tsx'), 'GroupsTab'),
});

const queuesRoute = createRoute({
  getParentRoute: () => teamRoute,
  path: '/queues',
  component: lazyRouteComponent(() => import('./rights/queues-tab.tsx'), 'QueuesTab'),
});

const explainRoute = createRoute({
  getParentRoute: () => teamRoute,
  path: '/explain',
  validateSearch: explainSearch,
  component: lazyRouteComponent(() => import('./rights/explain-tab.tsx'), 'ExplainTab'),
});

const auditRoute = createRoute({
  getParentRoute: () => teamRoute,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('./team/audit-tab.tsx'), 'AuditTab'),
});

const profileRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/profile',
  validateSearch: profileSearch,
  component: lazyRouteComponent(() => import('./profile/profile-page.tsx'), 'ProfilePage'),
});

const organisationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/organisations',
  component: lazyRouteComponent(() => import('./organisations/organisations-page.tsx'), 'OrganisationsPage'),
});

const hostRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/host',
  component: lazyRouteComponent(() => import('./host/host-page.tsx'), 'HostPage'),
});

const hostSettingsRoute = createRoute({
  getParentRoute: () => hostRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./host/settings-page.tsx'), 'SettingsPage'),
});

const outboxRoute = createRoute({
  getParentRoute: () => hostRoute,
  path: '/outbox',
  component: lazyRouteComponent(() => import('./host/outbox-page.tsx'), 'OutboxPage'),
});

const addComputerRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/add-computer',
  component: lazyRouteComponent(() => import('./computers/adding/add-computer-page.tsx'), 'AddComputerPage'),
});

const connectRequestRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/connect/request/$requestId',
  component: lazyRouteComponent(loadConnectPages, 'ConnectRequestPage'),
});

const connectComputerRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/connect/computer/$computerId',
  component: lazyRouteComponent(loadConnectPages, 'ConnectComputerPage'),
});

const routeTree = rootRoute.addChildren([
  indexRoute,
  signInRoute,
  signUpRoute,
  forgotPasswordRoute,
  resetPasswordRoute,
  twoFactorRoute,
  acceptInvitationRoute,
  setupRoute,
  memberRoute.addChildren([
    shellRoute.addChildren([
      supportRoute.addChildren([requestRoute]),
      computersRoute,
      teamRoute.addChildren([membersRoute, rolesRoute, groupsRoute, queuesRoute, explainRoute, auditRoute]),
      profileRoute,
      organisationsRoute,
      hostRoute.addChildren([hostSettingsRoute, outboxRoute]),
    ]),
    addComputerRoute,
    connectRequestRoute,
    connectComputerRoute,
  ]),
]);

export function createPortalRouter(context: RouterContext) {
  return createRouter({
    routeTree,
    context,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingComponent: PendingPage,
    defaultPendingMs: 300,
    // Left out it is half a second: nobody waits longer than the page takes.
    defaultPendingMinMs: 0,
    defaultErrorComponent: CrashPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPortalRouter>;
  }
}
