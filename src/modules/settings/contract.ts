// What other rooms may rely on: someone's places, a setting and its people, and what it shares with which programme.
import type { Place, RoleName } from '../../kernel/access.ts'
import { nowhere, type Tx } from '../../kernel/db.ts'
import * as agreements from './enrolments/agreements-store.ts'
import * as enrolments from './enrolments/store.ts'
import { purposeOf, trustPurposeOf } from './enrolments/rules.ts'
import type { Flow, TrustFlow } from './flows.ts'
import * as places from './places/store.ts'
import type { Designation } from './register/rules.ts'
import * as store from './store.ts'
import * as trusts from './trusts/store.ts'

export { FLOWS, flows, TRUST_FLOWS, type Flow, type TrustFlow } from './flows.ts'
export { loadTrustOffice, schoolsOfTrust, type TrustOffice } from './trusts/service.ts'
export { DESIGNATIONS, type Designation } from './register/rules.ts'

/** In the door's role: the places someone holds today. */
export function placesOf(tx: Tx, person: string): Promise<Place[]> {
  return tx.many(store.placesOfPerson, { person })
}

/** Whether a module is off in a setting, whoever asks: those who come by a link have no place that would say so. */
export async function isOffIn(tx: Tx, setting: string, module: string): Promise<boolean> {
  const row = await tx.as('door', nowhere, () => tx.maybe(store.modulesOffIn, { setting }))
  return row === undefined || row.off.includes(module)
}

export type Setting = {
  setting_id: string
  kind: Place['kind']
  name: string
  designation: Designation | null
  urn: number | null
  trust_id: string | null
}

/** The setting, which must be one that this transaction reaches. */
export async function settingById(tx: Tx, setting: string): Promise<Setting> {
  const { programme_id: _, ...row } = await tx.one(enrolments.settingById, { setting })
  return row as Setting
}

export type ProgrammeOfSetting = {
  programme_id: string
  name: string
  slug: string
  district_id: string | null
  district_name: string | null
  phase_id: string | null
}

/** The programmes a setting is enrolled in. */
export async function programmesOf(tx: Tx, setting: string): Promise<ProgrammeOfSetting[]> {
  const rows = await tx.many(enrolments.programmesOfSetting, { setting })
  return rows.map(
    ({ programme_id, programme_name: name, programme_slug: slug, district_id, district_name, phase_id }) => ({
      programme_id,
      name,
      slug,
      district_id,
      district_name,
      phase_id,
    }),
  )
}

export type PersonOfSetting = { person_id: string; name: string; email: string; roles: RoleName[] }

/** Everyone with an open place in a setting, with the roles they hold there. */
export function peopleOf(tx: Tx, setting: string): Promise<PersonOfSetting[]> {
  return tx.many(places.peopleOfSetting, { setting })
}

export type SharedWith = {
  programme_id: string
  name: string
  district_id: string | null
  designation: string
  setting_name: string
  /** The last day of the agreement. */
  until: string
}

/** The programmes (`name` is theirs) to which a flow goes today: switched on, with an agreement in force that names its purpose. */
export function programmesSharedWith(tx: Tx, setting: string, flow: Flow, today: string): Promise<SharedWith[]> {
  return tx.many(agreements.programmesSharedWith, { setting, flow, purpose: purposeOf(flow), today })
}

export async function isSharing(
  tx: Tx,
  setting: string,
  programme: string,
  flow: Flow,
  today: string,
): Promise<boolean> {
  return (await programmesSharedWith(tx, setting, flow, today)).some((one) => one.programme_id === programme)
}

export type TrustSharedWith = {
  trust_id: string
  name: string
  setting_name: string
  designation: string | null
  /** The last day of the agreement. */
  until: string
}

/** The setting's own trust, when this flow goes to it today. */
export function trustSharedWith(
  tx: Tx,
  setting: string,
  flow: TrustFlow,
  today: string,
): Promise<TrustSharedWith | undefined> {
  return tx.maybe(trusts.trustSharedWith, { setting, flow, purpose: trustPurposeOf(flow), today })
}

/** The trust that a school belongs to, if any. */
export function trustOfSetting(tx: Tx, setting: string): Promise<{ trust_id: string; name: string } | undefined> {
  return tx.maybe(trusts.trustOfSetting, { setting })
}

/** The trust whose office this is, if it is one's. */
export function trustOfOffice(tx: Tx, office: string): Promise<{ trust_id: string; name: string } | undefined> {
  return tx.maybe(trusts.trustOfOffice, { office })
}

export type ProgrammeRow = { id: string; name: string; slug: string; level_names: string[] }

/** A programme by its id; everyone signed in may read what programmes are called. */
export function programmeById(tx: Tx, programme: string): Promise<ProgrammeRow | undefined> {
  return tx.maybe(store.programmeById, { programme })
}

/** Districts of a programme by name, for filters and headings. */
export function districtsOf(
  tx: Tx,
  programme: string,
): Promise<{ id: string; name: string; phase_id: string | null; joined_on: string | null }[]> {
  return tx.many(store.districtsOfProgramme, { programme })
}

/** How many enrolled settings do not share their board row, counted up to `most`. */
export async function enrolledNotOnBoard(tx: Tx, programme: string, most: number): Promise<number> {
  return (await tx.one(enrolments.enrolledNotOnBoard, { programme, most })).n
}
