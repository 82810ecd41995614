/** Companies: the customers of the installation. */
import { z } from 'zod';
import { companyNode } from '../directory-nodes.ts';
import { companyParams, defineRoute, noParams, pageOf, pageQuery } from './admin-route.ts';
import { impact } from './impact.ts';
import { mergePatchOf } from './merge-patch.ts';

export const company = companyNode.extend({
  name: z.string(),
  info: z.object({ environments: z.int().min(0) }),
});
export type Company = z.output<typeof company>;

const path = '/companies/:company';
const change = { kind: 'permission', permission: 'company.write', at: 'company' } as const;
const own = { kind: 'permission', permission: 'installation.write', at: 'installation' } as const;

export const listCompanies = defineRoute({
  id: 'companies.list',
  method: 'GET',
  path: '/companies',
  summary: 'Companies that the caller may see, by slug',
  access: { kind: 'permission', permission: 'directory.read', at: 'installation', orBelow: true },
  change: 'none',
  query: pageQuery.extend({
    search: z.string().min(1).max(100).optional().describe('Only those with this in their slug or name.'),
  }),
  response: pageOf(company),
});

export const createCompany = defineRoute({
  id: 'companies.create',
  method: 'POST',
  path: '/companies',
  summary: 'Make a company',
  access: own,
  change: 'create',
  params: noParams,
  body: companyNode,
  response: company,
});

export const readCompany = defineRoute({
  id: 'companies.read',
  method: 'GET',
  path,
  summary: 'A company',
  access: { kind: 'permission', permission: 'directory.read', at: 'company', orBelow: true },
  change: 'none',
  params: companyParams,
  response: company,
});

export const updateCompany = defineRoute({
  id: 'companies.update',
  method: 'PATCH',
  path,
  summary: 'Rename a company',
  access: change,
  change: 'update',
  params: companyParams,
  body: mergePatchOf(companyNode.shape),
  response: company,
});

export const deleteCompany = defineRoute({
  id: 'companies.delete',
  method: 'DELETE',
  path,
  summary: 'Delete a company with all that it has',
  access: own,
  change: 'delete',
  params: companyParams,
  response: impact,
});

export const readCompanyImpact = defineRoute({
  id: 'companies.impact',
  method: 'GET',
  path: `${path}/impact`,
  summary: 'What deleting the company would take along',
  access: { kind: 'permission', permission: 'directory.read', at: 'company' },
  change: 'none',
  params: companyParams,
  response: impact,
});

export const companyRoutes = [
  listCompanies,
  createCompany,
  readCompany,
  updateCompany,
  deleteCompany,
  readCompanyImpact,
] as const;
