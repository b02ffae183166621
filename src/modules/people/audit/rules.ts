// How the audit is asked and read: from which day to which, who, what kind of deed, and a deed's name in words.
import type { RoleName } from '../../../kernel/access.ts'
import { dayFromTyped, type Mistakes } from '../../../kernel/form.ts'

/** Those who answer for a place. */
export const auditReaders: readonly RoleName[] = [
  'head',
  'data_protection_officer',
  'designated_safeguarding_lead',
  'programme_officer',
]

export const PAGE_SIZE = 50
/** More lines than this are not put into one file. */
export const MOST_SAVED = 50_000
const DAYS = 30

export type AuditAsked = {
  /** Days such as 2026-11-22, both within. */
  from: string
  until: string
  person: string | null
  /** '' for all, `seen`, `done`, a room such as `toolkit`, or a deed such as `toolkit.stage-closed`. */
  kind: string
}

/** What stands in the fields: a day as it was typed, as long as it could not be read. */
export type AuditTyped = { from: string; until: string }
export type AuditRead = { asked: AuditAsked; typed: AuditTyped; mistakes: Mistakes }

type Sent = Readonly<Record<string, string>>

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const KIND = /^[a-z-]{1,40}(\.[a-z-]{1,60})?$/

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
}

type Days = AuditTyped & { mistakes: Record<string, string> }

function daysAsked(sent: Sent, today: string): Days {
  const mistakes: Record<string, string> = {}
  const read = (name: 'from' | 'until', usual: string): string => {
    const typed = (sent[name] ?? '').slice(0, 100).trim()
    if (typed === '') return usual
    const day = dayFromTyped(typed)
    if (day === undefined) mistakes[name] = 'Enter a day, like 1 September 2026'
    return day ?? usual
  }
  const until = read('until', today)
  const from = read('from', daysBefore(until, DAYS))
  if (from <= until) return { from, until, mistakes }
  return {
    from: daysBefore(until, DAYS),
    until,
    mistakes: { ...mistakes, from: 'Enter a day that is not after the last one' },
  }
}

/** From words that may be anything. A day that cannot be read is a mistake; other nonsense is as if it were not there. */
export function auditAsked(sent: Sent, today: string): AuditRead {
  const { from, until, mistakes } = daysAsked(sent, today)
  const person = sent.person && UUID.test(sent.person) ? sent.person.toLowerCase() : null
  const kind = KIND.test(sent.kind ?? '') ? sent.kind! : ''
  const asTyped = (name: 'from' | 'until', day: string): string => (mistakes[name] ? (sent[name] ?? '') : day)
  return {
    asked: { from, until, person, kind },
    typed: { from: asTyped('from', from), until: asTyped('until', until) },
    mistakes,
  }
}

export type Turn = { older: string } | { newer: string }

/** Where in the list: before or after which line. */
export function turnAsked(sent: Sent): Turn | undefined {
  if (UUID.test(sent.older ?? '')) return { older: sent.older!.toLowerCase() }
  return UUID.test(sent.newer ?? '') ? { newer: sent.newer!.toLowerCase() } : undefined
}

/** The same question in an address, at another place in its list. */
export function auditQuery(asked: AuditAsked, turn: Partial<Record<'older' | 'newer', string>> = {}): string {
  const { from, until, person, kind } = asked
  const parts = { from, until, person: person ?? '', kind, ...turn }
  return '?' + new URLSearchParams(Object.entries(parts).filter(([, value]) => value !== '')).toString()
}

/** What a statement is asked: which deeds a kind stands for. */
export function deedsOfKind(kind: string): { seen: boolean | null; room: string | null; deed: string | null } {
  if (kind === 'seen' || kind === 'done') return { seen: kind === 'seen', room: null, deed: null }
  if (kind.includes('.')) return { seen: null, room: null, deed: kind }
  return { seen: null, room: kind === '' ? null : kind, deed: null }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const DEEDS: Readonly<Record<string, string>> = {
  'kernel.saw': 'Looked at',
  'kernel.crossed': 'Read across settings',
  'kernel.retired': 'Removed when its time was over',
}

/** `toolkit.stage-closed` as `Stage closed`. */
export function deedInWords(deed: string): string {
  return DEEDS[deed] ?? capital((deed.split('.')[1] ?? deed).replaceAll('-', ' '))
}

const ROOMS: Readonly<Record<string, string>> = {
  kernel: 'The house itself',
  people: 'People and sign-in',
  settings: 'Places, roles and agreements',
}

/** `training` as `Training`. */
export function roomInWords(room: string): string {
  return ROOMS[room] ?? capital(room.replaceAll('-', ' '))
}

/** All kinds that one may choose, from the deeds that are there. */
export function kindsOf(deeds: readonly string[], chosen: string): { value: string; text: string }[] {
  const rooms = [...new Set(deeds.map((deed) => deed.split('.')[0]!))]
  const kinds = [
    { value: '', text: 'Everything' },
    { value: 'done', text: 'What was changed' },
    { value: 'seen', text: 'What was looked at' },
    ...rooms.flatMap((room) => [
      { value: room, text: roomInWords(room) },
      ...deeds
        .filter((deed) => deed.startsWith(`${room}.`))
        .map((deed) => ({ value: deed, text: `${roomInWords(room)}: ${deedInWords(deed)}` })),
    ]),
  ]
  if (kinds.some((kind) => kind.value === chosen)) return kinds
  return [...kinds, { value: chosen, text: chosen.includes('.') ? deedInWords(chosen) : roomInWords(chosen) }]
}
