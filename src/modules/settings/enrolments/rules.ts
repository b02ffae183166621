// What an agreement says, when it is in force, and when a new one may be offered.
import { FLOWS, flows, TRUST_FLOWS, trustFlows, type Flow, type TrustFlow } from '../flows.ts'

/** Why a setting and a programme hold anything about each other at all. */
export const PURPOSES = {
  take_part: 'Taking part: the programme knows that the setting takes part, and whom to write to about it.',
  progress:
    'Seeing how it goes: where the setting chooses to share it, the programme sees how far its work on whole-school wellbeing has come, so that help reaches those who would welcome it.',
  reading:
    'Learning from one another: where the setting chooses to share it, the programme’s reviewers read its Record and write back.',
  moves:
    'Sharing what worked: where the setting chooses to share it, other settings of the programme and its officers, evaluators and reviewers read what it did, may adapt it with credit, and may ask about it.',
} as const
export type Purpose = keyof typeof PURPOSES
export const purposes = Object.keys(PURPOSES) as [Purpose, ...Purpose[]]

/** The same between a setting and its own trust. Its agreement names both, and the head chooses what goes. */
export const TRUST_PURPOSES = {
  trust_progress:
    'Seeing how it goes across the trust: where the setting chooses to share it, the trust’s wellbeing and safeguarding leads see how far its work on whole-school wellbeing has come, so that help reaches those who would welcome it.',
  trust_reading:
    'Learning across the trust: where the setting chooses to share it, the trust’s wellbeing and safeguarding leads read its Record.',
} as const

/** UK GDPR Article 6(1), https://www.legislation.gov.uk/eur/2016/679/article/6; public task: also section 8 of the Data Protection Act 2018. */
export const BASES = {
  public_task: {
    name: 'Public task',
    words: 'Public task: UK GDPR Article 6(1)(e), read with section 8 of the Data Protection Act 2018',
    hint: 'Usual for maintained schools, academies and councils',
  },
  legal_obligation: {
    name: 'Legal obligation',
    words: 'Legal obligation: UK GDPR Article 6(1)(c)',
    hint: 'Where a law asks for exactly this',
  },
  legitimate_interests: {
    name: 'Legitimate interests',
    words: 'Legitimate interests: UK GDPR Article 6(1)(f)',
    hint: 'For charities, community organisations and independent schools, which have no public task',
  },
} as const
export type Basis = keyof typeof BASES
export const bases = Object.keys(BASES) as [Basis, ...Basis[]]

export const PARTIES = { setting: 'The setting itself', trust: 'Its trust, for settings that belong to one' } as const
export type PartyKind = keyof typeof PARTIES
export const partyKinds = Object.keys(PARTIES) as [PartyKind, ...PartyKind[]]

const LONGEST_YEARS = 5

/** Three years on, the day before. */
export function usualEnd(starts: string): string {
  const end = new Date(`${starts}T00:00:00Z`)
  end.setUTCFullYear(end.getUTCFullYear() + 3)
  end.setUTCDate(end.getUTCDate() - 1)
  return end.toISOString().slice(0, 10)
}

export function whyNotUntil(starts: string, ends: string): string | undefined {
  if (ends <= starts) return 'Enter a day after today'
  const limit = `${Number(starts.slice(0, 4)) + LONGEST_YEARS}${starts.slice(4)}`
  return ends > limit ? `Enter a day within ${LONGEST_YEARS} years` : undefined
}

export const STATES = {
  in_force: 'Agreed',
  waiting: 'Waiting to be signed',
  lapsed: 'Has run out',
  ended: 'Ended',
} as const
export type State = keyof typeof STATES
export const states = Object.keys(STATES) as [State, ...State[]]

export type EnrolmentDates = {
  agreed_on: string | null
  agreement_ends_on: string | null
  agreement_offered_on: string | null
}

/** The agreement in one word, from the published row. */
export function agreementStateOf(row: EnrolmentDates, today: string): State {
  if (row.agreed_on !== null && row.agreement_ends_on !== null && row.agreement_ends_on >= today) return 'in_force'
  if (row.agreement_offered_on !== null) return 'waiting'
  return row.agreed_on === null ? 'ended' : 'lapsed'
}

const RENEWAL_DAYS = 90

/** Why no new agreement may be offered now; undefined when one may. */
export function whyNoOffer(row: EnrolmentDates, today: string): string | undefined {
  if (row.agreement_offered_on !== null) return 'An agreement has been offered and waits to be signed'
  if (agreementStateOf(row, today) !== 'in_force') return undefined
  const from = new Date(`${row.agreement_ends_on}T00:00:00Z`).getTime() - RENEWAL_DAYS * 86_400_000
  return new Date(`${today}T00:00:00Z`).getTime() >= from
    ? undefined
    : 'An agreement is in force. A new one can be offered in its last 90 days'
}

export type AgreementDates = { starts_on: string; ends_on: string; signed_at: Date | null; ended_at: Date | null }
export type AgreementStanding = 'offered' | 'in-force' | 'run-out' | 'ended'

export function standingOf(agreement: AgreementDates, today: string): AgreementStanding {
  if (agreement.ended_at) return 'ended'
  if (!agreement.signed_at) return 'offered'
  return agreement.starts_on <= today && today <= agreement.ends_on ? 'in-force' : 'run-out'
}

/** What changes when these flows are wanted and those go now. */
export function flowChanges<F extends string>(
  now: readonly string[],
  wanted: readonly F[],
): { start: F[]; stop: string[] } {
  return {
    start: wanted.filter((flow) => !now.includes(flow)),
    stop: now.filter((flow) => !(wanted as readonly string[]).includes(flow)),
  }
}

/** A flow's purpose in the words that agreements carry. Other words are another purpose, which nobody agreed to yet. */
export function purposeOf(flow: Flow): string {
  return PURPOSES[FLOWS[flow].under]
}

/** The flows that an agreement covers: those whose purpose it names. */
export function flowsCovered(purposesAgreed: readonly string[]): Flow[] {
  return flows.filter((flow) => purposesAgreed.includes(purposeOf(flow)))
}

export function trustPurposeOf(flow: TrustFlow): string {
  return TRUST_PURPOSES[TRUST_FLOWS[flow].under]
}

export function trustFlowsCovered(purposesAgreed: readonly string[]): TrustFlow[] {
  return trustFlows.filter((flow) => purposesAgreed.includes(trustPurposeOf(flow)))
}
