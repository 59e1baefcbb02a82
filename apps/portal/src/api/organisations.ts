// The organisations one belongs to, over HTTP.
import { createdOrganisationSchema, ownOrganisationsSchema } from '@nearhand/protocol';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { call } from './client.ts';

const anything = z.unknown();

export const organisationsApi = {
  enter: (id: string) =>
    call(anything, `/api/organisations/${encodeURIComponent(id)}/enter`, { method: 'POST', body: {} }),
  create: (name: string) => call(createdOrganisationSchema, '/api/organisations', { method: 'POST', body: { name } }),
  rename: (name: string) => call(anything, '/api/organisation', { method: 'PATCH', body: { name } }),
  /** The one this page shows. */
  leave: () => call(anything, '/api/organisation/leave', { method: 'POST', body: {} }),
};

export const organisationsQuery = queryOptions({
  queryKey: ['organisations'],
  queryFn: ({ signal }) => call(ownOrganisationsSchema, '/api/organisations', { signal }),
});
