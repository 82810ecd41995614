/** The one thing to do next, from how the set-up stands and from what is under way. */
import type { SetUp } from '@cordboard/contract/admin-api/set-ups';
import type { SingleSignOn } from '@cordboard/contract/admin-api/single-sign-on';

export type NextAction =
  | { readonly kind: 'connect' }
  | { readonly kind: 'resume' | 'review'; readonly setUp: SetUp }
  | { readonly kind: 'test' | 'values' | 'keys' | 'claims' | 'enable' | 'verify' | 'done' };

interface NextActionOptions {
  readonly sso: Pick<SingleSignOn, 'nextStep'>;
  readonly isConnected: boolean;
  /** Newest first. */
  readonly setUps: readonly SetUp[];
}

const ofStep = {
  'identity-provider': 'test',
  'service-provider-values': 'values',
  keys: 'keys',
  claims: 'claims',
  test: 'test',
  enable: 'enable',
  verify: 'verify',
} as const;

/** What somebody has handed over waits for nobody else; what is half entered comes before anything is connected. */
export const nextAction = ({ sso, isConnected, setUps }: NextActionOptions): NextAction => {
  const submitted = setUps.find(({ state }) => state === 'submitted');
  if (submitted !== undefined) {
    return { kind: 'review', setUp: submitted };
  }
  if (!isConnected) {
    const [open] = setUps;
    return open === undefined ? { kind: 'connect' } : { kind: 'resume', setUp: open };
  }
  return { kind: sso.nextStep === null ? 'done' : ofStep[sso.nextStep] };
};
