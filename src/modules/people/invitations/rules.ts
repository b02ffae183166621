// Links in letters: how long each is good for, and why one no longer is.

export type LinkKind = 'join' | 'reset' | 'founder'

const HOURS: Readonly<Record<LinkKind, number>> = { join: 14 * 24, reset: 2, founder: 7 * 24 }

export function linkExpires(kind: LinkKind, now: Date): Date {
  return new Date(now.getTime() + HOURS[kind] * 3_600_000)
}

export type Link = { kind: LinkKind; used_at: Date | null; withdrawn_at: Date | null; expires_at: Date }

/** The problem that a link has become, or undefined while it is good. */
export function whyLinkIsGone(link: Link, now: Date): string | undefined {
  if (link.used_at) return 'people.invitation-used'
  if (link.withdrawn_at) return 'people.invitation-withdrawn'
  if (link.expires_at <= now) return link.kind === 'reset' ? 'people.reset-expired' : 'people.invitation-expired'
  return undefined
}
