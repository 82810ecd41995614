/** The applications of Sinch Contact Pro; the version in a path is that product's own. */
import type { PlatformApplication } from '../platform-profile.ts';

const PATHS: readonly { readonly name: string; readonly path: string }[] = [
  { name: 'System Configurator', path: '/scweb/sc/aws.jsp' },
  { name: 'Communication Panel', path: '/ecf/latest/communicationpanel/index.jsp' },
  { name: 'Communication Panel embedded in C4C', path: '/ecf/latest/communicationpanel/embedded.jsp' },
  { name: 'Dashboard', path: '/SupervisorDashboard/index.jsp' },
  { name: 'Data Protection Officer (DPO)', path: '/ecf/2102/dporeport/index.jsp' },
  { name: 'Visitor Chat Configurator', path: '/ecf/latest/VisitorConfigurator/index.jsp' },
  { name: 'Launchpad', path: '/launchpad' },
];

const WITHOUT_SSO = ['Online Monitoring', 'SAP BusinessObjects'] as const;

/** @param host `cc-<tenant>.cc.sinch.com`. */
export const sinchApplications = (host: string): readonly PlatformApplication[] => [
  ...PATHS.map(({ name, path }) => ({ name, url: `https://${host}${path}`, supportsSso: true })),
  ...WITHOUT_SSO.map((name) => ({ name, url: null, supportsSso: false })),
];
