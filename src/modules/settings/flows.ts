// What may go from a setting to a programme, each a choice of the setting's own. Two organisations are two
// controllers: nothing passes between them that is not named here, with its purpose, what leaves and who sees it.

/** `name` is what the setting calls it, `brief` what a programme's list does. */
/** `under`: the purpose that the agreement must name for this to flow (PURPOSES in enrolments/rules.ts). */
export type FlowNote = {
  name: string
  brief: string
  under: 'progress' | 'reading' | 'moves'
  purpose: string
  leaves: string
  seenBy: string
}

export const FLOWS = {
  board: {
    name: 'Our row on the programme board',
    brief: 'Board row',
    under: 'progress',
    purpose: 'The programme can see which settings would welcome help, and what helped others.',
    leaves:
      'The stage you are in, what is still open before it closes, your agreed level for each principle, and the term you last moved. No names of staff or pupils, no evidence, no comments.',
    seenBy: 'Officers, evaluators and reviewers of the programme.',
  },
  reviewers_reading: {
    name: 'Reading our Record',
    brief: 'Record',
    under: 'reading',
    purpose: 'Reviewers can read your Record, learn from it and tell you what stands out.',
    leaves:
      'The versions of your Record that you choose to share, as they were when you shared them, with the names of your resilience team.',
    seenBy: 'Reviewers and officers of the programme.',
  },
  moves: {
    name: 'Moves that worked here',
    brief: 'Moves',
    under: 'moves',
    purpose: 'Other settings can try what worked for you, adapt it with credit to you, and ask you about it.',
    leaves:
      'The moves that your leaders write and choose to share, each with the setting’s name and the role of whoever can be asked. No names of staff or pupils.',
    seenBy: 'Staff of the settings in the programme, its officers, evaluators and reviewers.',
  },
} as const satisfies Record<string, FlowNote>

/** What may go from a setting to its own trust, apart from any programme. */
export type TrustFlowNote = Omit<FlowNote, 'under'> & { under: 'trust_progress' | 'trust_reading' }

export const TRUST_FLOWS = {
  trust_board: {
    name: 'Our row in the trust’s view',
    brief: 'Row',
    under: 'trust_progress',
    purpose: 'The trust can see how far its schools have come, and which would welcome help.',
    leaves:
      'The stage you are in, your agreed level for each principle and for the criteria that every kind of setting is asked, and the term you last moved. No names of staff or pupils, no evidence, no comments.',
    seenBy: 'The trust’s wellbeing lead and safeguarding lead.',
  },
  trust_reading: {
    name: 'Reading our Record',
    brief: 'Record',
    under: 'trust_reading',
    purpose: 'The trust can read your Record, and its board can learn from it.',
    leaves:
      'The versions of your Record that you choose to share, as they were when you shared them, with the names of your resilience team.',
    seenBy: 'The trust’s wellbeing lead and safeguarding lead.',
  },
} as const satisfies Record<string, TrustFlowNote>

export type TrustFlow = keyof typeof TRUST_FLOWS
export const trustFlows = Object.keys(TRUST_FLOWS) as [TrustFlow, ...TrustFlow[]]

export type Flow = keyof typeof FLOWS
export const flows = Object.keys(FLOWS) as [Flow, ...Flow[]]
