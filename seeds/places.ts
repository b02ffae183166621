// Where the made-up county is: its programme, districts, phases and trust, as rows. The districts are those of the
// made-up register beside this file, so that a school in it lies where the register says.
import { programme, seedId, trust } from './cast.ts'
import type { Calendar } from './calendar.ts'
import type { Rows } from './rows.ts'

export const districts = [
  { name: 'Ashbourne Vale', code: 'E0799001', phase: 1 },
  { name: 'Eastmarsh', code: 'E0799002', phase: 2 },
  { name: 'Haven', code: 'E0799003', phase: 1 },
  { name: 'Upper Weald', code: 'E0799004', phase: 2 },
  { name: 'Stourmouth', code: 'E0799005', phase: 2 },
  { name: 'Medlow', code: 'E0799006', phase: 3 },
  { name: 'Thornley', code: 'E0799007', phase: 3 },
  { name: 'Castlegate', code: 'E0799008', phase: 1 },
  { name: 'Swanhythe', code: 'E0799009', phase: 2 },
  { name: 'Dunmere', code: 'E0799010', phase: 1 },
  { name: 'Oakhurst', code: 'E0799011', phase: 3 },
  { name: 'Northreach', code: 'E0799012', phase: 3 },
] as const

export type District = (typeof districts)[number]

const phases = [
  { number: 1, name: 'First schools', ago: 760 },
  { number: 2, name: 'Coast and Weald', ago: 520 },
  { number: 3, name: 'Whole county', ago: 190 },
] as const

export const districtId = (name: string): string => seedId(`district ${name}`)
export const phaseId = (number: number): string => seedId(`phase ${number}`)

/** How many days ago a phase began. */
export function phaseAgo(number: number): number {
  const phase = phases.find((one) => one.number === number)
  if (!phase) throw new Error(`There is no phase ${number}`)
  return phase.ago
}

export function districtNamed(name: string): District {
  const district = districts.find((one) => one.name === name)
  if (!district) throw new Error(`There is no district ${name}`)
  return district
}

/** The programme with its office, the trust with its own, districts and phases. */
export function addPlaces(rows: Rows, calendar: Calendar): void {
  const began = calendar.at(800)
  rows.add('settings.programmes', {
    id: programme.id,
    slug: programme.slug,
    name: programme.name,
    office_setting_id: programme.office,
    level_names: ['Everyone', 'Some, early', 'A few, with more'],
    created_at: began,
  })
  rows.add('settings.trusts', { id: trust.id, name: trust.name, office_setting_id: trust.office, created_at: began })
  for (const { number, name, ago } of phases)
    rows.add('settings.phases', { programme_id: programme.id, id: phaseId(number), name, starts_on: calendar.day(ago) })
  for (const { name, code, phase } of districts)
    rows.add('settings.districts', {
      programme_id: programme.id,
      id: districtId(name),
      name,
      register_code: code,
      phase_id: phaseId(phase),
      joined_on: calendar.day(phaseAgo(phase) - 7),
    })
  const office = { created_at: began, designation: null, urn: null, theme: programme.slug }
  rows.add('settings.settings', {
    ...office,
    setting_id: programme.office,
    kind: 'programme_office',
    name: programme.name,
    programme_id: programme.id,
  })
  rows.add('settings.settings', {
    ...office,
    setting_id: trust.office,
    kind: 'trust_office',
    name: trust.name,
    trust_id: trust.id,
  })
}
