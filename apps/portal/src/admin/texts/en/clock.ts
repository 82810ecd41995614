/** Words of the page about the clock of the hub. */
export const clock = {
  title: 'The hub’s clock',
  lead: 'Answers of identity providers are valid for minutes only. A clock that is wrong refuses every sign-in as too old or too new.',
  again: 'Compare again',
  hub: 'Clock of the hub',
  browser: 'Compared with this browser',
  tolerated: 'Tolerated difference',
  toleratedWords: '{{duration}}, unless a connection is set otherwise',
  unsure: 'give or take {{duration}}',
  ahead: 'The hub is {{duration}} ahead',
  behind: 'The hub is {{duration}} behind',
  same: 'No difference',
  verdicts: {
    right: {
      title: 'The clock of the hub is right',
      words: 'It agrees with what it could be compared with. Nobody has to do anything.',
    },
    'hub-wrong': {
      title: 'The clock of the hub is wrong',
      words:
        'Most servers that it was compared with differ by more than is tolerated. Sign-ins fail, or will soon. Whoever runs the machine of the hub corrects its clock and switches time synchronisation on (NTP, such as systemd-timesyncd or chrony). Raising the tolerance of connections does not help.',
    },
    'browser-wrong': {
      title: 'The clock of this device is wrong',
      words:
        'The hub agrees with the servers that it was compared with; this browser does not. Sign-ins are judged by the hub, so they go on. Correct the time of this device: times on these pages look wrong on it.',
    },
    'browser-or-hub-wrong': {
      title: 'The hub and this browser differ',
      words:
        'One of the two is wrong, and nothing here shows which. Compare both with a clock that you trust. If it is the hub, whoever runs its machine corrects the clock and switches time synchronisation on (NTP).',
    },
    'other-wrong': {
      title: 'A server of an identity provider has another time',
      words:
        'Most servers agree with the hub, so its clock is right. The other one is probably wrong: its sign-ins may be refused as too old or too new. The administrator of that identity provider corrects its clock.',
    },
  },
  comparisons: 'Comparisons with other servers',
  comparisonsLead:
    'Servers that metadata was read from since the hub started, the newest of each. Which they are is the affair of their companies.',
  caption: 'Comparisons, newest first',
  at: 'Compared',
  difference: 'Difference',
  sure: 'Give or take',
  result: 'Result',
  within: 'Within what is tolerated',
  off: 'Too far off',
  empty: 'Not compared with another server yet',
  emptyWords: 'It is compared whenever the metadata of an identity provider is read from its address.',
} as const;
