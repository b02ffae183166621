// People as rows: who they are, their account, and the places where they hold a role. Nobody here has a password: in a
// demonstration one signs in as the cast with a click.
import { alderbourne, cast, castNames, larchmead, programme, seedId, trust } from './cast.ts'
import type { Calendar } from './calendar.ts'
import type { Row, Rows } from './rows.ts'
import type { RoleName } from '../src/kernel/access.ts'

export type SeedPerson = { person: string; name: string; email: string }

/** Someone beside the cast, the same each time for the same name and school. */
export function personOf(name: string, school: string, domain: string): SeedPerson {
  const local = name.toLowerCase().replace(/[^a-z]+/g, '.')
  return { person: seedId(`person ${name} ${school}`), name, email: `${local}@${domain}.example` }
}

export function addPerson(rows: Rows, one: SeedPerson, at: Date, more: Row = {}): void {
  rows.add('people.people', { id: one.person, name: one.name, email: one.email, created_at: at })
  rows.add('people.accounts', { person_id: one.person, founder: false, ...more })
}

export function addPlace(rows: Rows, one: SeedPerson, setting: string, role: RoleName, since: string): void {
  rows.add('settings.places', {
    setting_id: setting,
    id: seedId(`place ${setting} ${one.person} ${role}`),
    person_id: one.person,
    name: one.name,
    email: one.email,
    role,
    since_on: since,
  })
}

/** Someone whom a demonstration lets in with one press: the cast first, then one person of each other kind of place. */
export function addAtTheDoor(rows: Rows, one: SeedPerson, place: string, words: string): void {
  const position = rows.of('people.demo_cast').length + 1
  rows.add('people.demo_cast', { person_id: one.person, place, words, position })
}

function placeName(setting: string): string {
  if (setting === programme.office) return programme.name
  if (setting === trust.office) return trust.name
  return setting === larchmead.setting ? larchmead.name : alderbourne.name
}

/** The thirteen. Priya began the installation; each holds the places that cast.ts says. */
export function addCast(rows: Rows, calendar: Calendar): void {
  for (const name of castNames) {
    const member = cast[name]
    addPerson(rows, member, calendar.at(790), { founder: name === 'priya' })
    for (const { setting, role } of member.places) addPlace(rows, member, setting, role, calendar.day(790))
    const place = placeName(member.places[0]!.setting)
    addAtTheDoor(rows, member, place, member.words)
  }
}
