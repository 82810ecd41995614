/** Whole companies as files: what `cordboard apply` and `cordboard export` do, over the API. */
import { z } from 'zod';
import { applyAnswer, applyRequest } from '../control.ts';
import { companyParams, defineRoute } from './admin-route.ts';

/** A file of 8 MiB with the metadata that it names, as over the control socket. */
const APPLY_LIMIT = 64 * 1024 * 1024;

export const exportCompany = defineRoute({
  id: 'companies.export',
  method: 'GET',
  path: '/companies/:company/export',
  summary: 'The company as a file for `cordboard apply`; applying it again changes nothing',
  access: { kind: 'permission', permission: 'directory.read', at: 'company' },
  change: 'none',
  params: companyParams,
  query: z.strictObject({
    users: z.enum(['true', 'false']).default('true').describe('People as well; needs `people.read` at the company.'),
  }),
  response: z.object({
    text: z.string().describe('YAML.'),
    notes: z.array(z.string()).describe('What the file leaves out or says in another way.'),
  }),
});

export const applyToCompany = defineRoute({
  id: 'companies.apply',
  method: 'POST',
  path: '/companies/:company/apply',
  summary: 'Bring the company to what a file says; problems of the file are in the answer',
  access: { kind: 'permission', permission: 'company.write', at: 'company' },
  change: 'action',
  params: companyParams,
  body: applyRequest,
  response: applyAnswer,
  bodyLimit: APPLY_LIMIT,
});

export const applyToInstallation = defineRoute({
  id: 'installation.apply',
  method: 'POST',
  path: '/apply',
  summary: 'Bring companies to what a file says; problems of the file are in the answer',
  access: { kind: 'permission', permission: 'installation.write', at: 'installation' },
  change: 'action',
  body: applyRequest,
  response: applyAnswer,
  bodyLimit: APPLY_LIMIT,
});

export const directoryFileRoutes = [exportCompany, applyToCompany, applyToInstallation] as const;
