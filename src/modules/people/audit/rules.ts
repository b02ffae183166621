// How the audit is asked and read: which lines, how far back, and a deed's name in words.

export const DAYS = [7, 30, 90, 366] as const
export const PAGE_SIZE = 50

export type AuditAsked = {
  person: string | null
  /** '' for all, `seen`, `done`, or a room's name. */
  kind: string
  days: number
  page: number
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** From a query that may hold anything: what makes no sense is as if it were not there. */
export function auditAsked(query: Readonly<Record<string, string>>): AuditAsked {
  const person = query.person && UUID.test(query.person) ? query.person.toLowerCase() : null
  const days = DAYS.find((choice) => String(choice) === query.days) ?? 30
  const page = /^[1-9]\d{0,4}$/.test(query.page ?? '') ? Number(query.page) : 1
  return { person, kind: /^[a-z-]{1,40}$/.test(query.kind ?? '') ? query.kind! : '', days, page }
}

/** The same question for another page of it. */
export function auditQuery(asked: AuditAsked, page: number): string {
  const parts = { person: asked.person ?? '', kind: asked.kind, days: String(asked.days), page: String(page) }
  return '?' + new URLSearchParams(Object.entries(parts).filter(([, value]) => value !== '')).toString()
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const DEEDS: Readonly<Record<string, string>> = {
  'kernel.saw': 'Looked at',
  'kernel.crossed': 'Read across settings',
}

/** `toolkit.stage-closed` as `Stage closed`. */
export function deedInWords(deed: string): string {
  return DEEDS[deed] ?? capital((deed.split('.')[1] ?? deed).replaceAll('-', ' '))
}

const ROOMS: Readonly<Record<string, string>> = {
  people: 'People and sign-in',
  settings: 'Places, roles and agreements',
}

/** `training` as `Training`. */
export function roomInWords(room: string): string {
  return ROOMS[room] ?? capital(room.replaceAll('-', ' '))
}

export function daysInWords(days: number): string {
  return days === 366 ? 'the last year' : `the last ${days} days`
}
