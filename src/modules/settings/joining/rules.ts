// What a request to join means: who may have sent it, which programmes it may go to, how long its link is good, and
// what the register says that helps an officer answer.

export const ASKER_ROLES = {
  head: 'Head teacher, principal or whoever leads it',
  senior_leader: 'Senior leader',
  senior_mental_health_lead: 'Senior mental health lead',
  governor: 'Governor or trustee',
  staff: 'Someone else who works there',
} as const
export type AskerRole = keyof typeof ASKER_ROLES
export const askerRoles = Object.keys(ASKER_ROLES) as [AskerRole, ...AskerRole[]]

const PROOF_DAYS = 3

export function proofExpires(now: Date): Date {
  return new Date(now.getTime() + PROOF_DAYS * 86_400_000)
}

export type Proof = { proof_until: Date | null; answered_at: Date | null }

/** The problem that a link has become, or undefined while it is good. */
export function whyProofIsGone({ proof_until, answered_at }: Proof, now: Date): string | undefined {
  if (proof_until === null || answered_at !== null) return 'settings.request-proved'
  return proof_until <= now ? 'settings.request-run-out' : undefined
}

export type ProgrammeOpen = { id: string; name: string; takes: boolean; here: boolean; has_districts: boolean }

/**
 * Where a setting may ask: the programmes that work in its district; where none does, those that have no districts.
 * Of a setting that is not on the register nobody knows the district, so every programme that takes requests.
 */
export function programmesFor(programmes: readonly ProgrammeOpen[], onRegister: boolean): ProgrammeOpen[] {
  const open = programmes.filter((one) => one.takes)
  if (!onRegister) return open
  const here = programmes.filter((one) => one.here)
  return here.length > 0 ? here.filter((one) => one.takes) : open.filter((one) => !one.has_districts)
}

const hostOf = (website: string): string | undefined =>
  /^(?:https?:\/\/)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:[/:?#].*)?$/i.exec(website.trim())?.[1]?.toLowerCase()

export type DomainHint = { kind: 'same' | 'different'; site: string } | { kind: 'unknown' }

/** Whether an address ends as the school's website does. It proves nothing by itself: it says whether to call first. */
export function domainHint(email: string, website: string | null): DomainHint {
  const site = website === null ? undefined : hostOf(website)
  const domain = email.split('@').at(-1)?.toLowerCase()
  if (site === undefined || !domain) return { kind: 'unknown' }
  return { kind: domain === site || domain.endsWith(`.${site}`) ? 'same' : 'different', site }
}
