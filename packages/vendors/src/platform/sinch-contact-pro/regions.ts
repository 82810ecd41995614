/** Where tenants of Sinch Contact Pro live: host of the sign-in, and AWS region of its token issuer. */

export const sinchRegions = {
  europe: { label: 'Europe', loginHost: 'login-eu-c1.cc.sinch.com', awsRegion: 'eu-central-1' },
  'north-america': { label: 'North America', loginHost: 'login-na-w2.cc.sinch.com', awsRegion: 'us-west-2' },
  australia: { label: 'Australia', loginHost: 'login-au-s2.cc.sinch.com', awsRegion: 'ap-southeast-2' },
} as const;
export type SinchRegion = keyof typeof sinchRegions;

export const sinchRegionIds = ['europe', 'north-america', 'australia'] as const satisfies readonly SinchRegion[];
