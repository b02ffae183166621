// What a row of the national register of schools means: its columns by name, what must be right in it, and what
// kind of setting such a school is.

export type Kind = 'text' | 'whole' | 'decimal' | 'day' | 'urn' | 'status'

type Column = { column: string; header: string; kind: Kind; needed?: true }

/**
 * What we keep, by the register's own names. What the service relies on (who, where, which status, since when) must
 * be right or the row is refused; figures that are only shown are left empty when they cannot be read, because one
 * unreadable map reference should not keep a school out.
 */
export const COLUMNS: readonly Column[] = [
  { column: 'urn', header: 'URN', kind: 'urn', needed: true },
  { column: 'la_code', header: 'LA (code)', kind: 'text', needed: true },
  { column: 'la_name', header: 'LA (name)', kind: 'text', needed: true },
  { column: 'establishment_number', header: 'EstablishmentNumber', kind: 'text' },
  { column: 'name', header: 'EstablishmentName', kind: 'text', needed: true },
  { column: 'type_code', header: 'TypeOfEstablishment (code)', kind: 'text' },
  { column: 'type_name', header: 'TypeOfEstablishment (name)', kind: 'text' },
  { column: 'group_code', header: 'EstablishmentTypeGroup (code)', kind: 'text' },
  { column: 'group_name', header: 'EstablishmentTypeGroup (name)', kind: 'text' },
  { column: 'status_code', header: 'EstablishmentStatus (code)', kind: 'status', needed: true },
  { column: 'status_name', header: 'EstablishmentStatus (name)', kind: 'text' },
  { column: 'opened_on', header: 'OpenDate', kind: 'day' },
  { column: 'closed_on', header: 'CloseDate', kind: 'day' },
  { column: 'phase_code', header: 'PhaseOfEducation (code)', kind: 'text' },
  { column: 'phase_name', header: 'PhaseOfEducation (name)', kind: 'text' },
  { column: 'low_age', header: 'StatutoryLowAge', kind: 'whole' },
  { column: 'high_age', header: 'StatutoryHighAge', kind: 'whole' },
  { column: 'pupils', header: 'NumberOfPupils', kind: 'whole' },
  { column: 'free_meals_percent', header: 'PercentageFSM', kind: 'decimal' },
  { column: 'trust_name', header: 'Trusts (name)', kind: 'text' },
  { column: 'street', header: 'Street', kind: 'text' },
  { column: 'locality', header: 'Locality', kind: 'text' },
  { column: 'town', header: 'Town', kind: 'text' },
  { column: 'county', header: 'County (name)', kind: 'text' },
  { column: 'postcode', header: 'Postcode', kind: 'text' },
  { column: 'website', header: 'SchoolWebsite', kind: 'text' },
  { column: 'telephone', header: 'TelephoneNum', kind: 'text' },
  { column: 'district_code', header: 'DistrictAdministrative (code)', kind: 'text' },
  { column: 'district_name', header: 'DistrictAdministrative (name)', kind: 'text' },
  { column: 'region_name', header: 'GOR (name)', kind: 'text' },
  { column: 'easting', header: 'Easting', kind: 'whole' },
  { column: 'northing', header: 'Northing', kind: 'whole' },
  { column: 'changed_on', header: 'LastChangedDate', kind: 'day' },
]

/** Without these columns a file is not the register: everything else may be missing from an extract. */
const NEEDED_COLUMNS = COLUMNS.filter((one) => one.needed || one.column === 'type_code' || one.column === 'phase_code')

export const STATUSES: Readonly<Record<string, string>> = {
  '1': 'Open',
  '2': 'Closed',
  '3': 'Open, but proposed to close',
  '4': 'Proposed to open',
}
export const CLOSED = '2'

const LONGEST_CELL = 300

const tidyHeader = (text: string): string => text.trim().toLowerCase().replace(/\s+/g, ' ')

/** Where each of `headers` stands in the first line, -1 for none; the first of two of the same name counts. */
export function placesOf(header: readonly string[], headers: readonly string[]): number[] {
  const names = header.map(tidyHeader)
  return headers.map((one) => names.indexOf(tidyHeader(one)))
}

/** Columns by name, wherever they stand. */
export function registerPlaces(header: readonly string[]): number[] {
  return placesOf(
    header,
    COLUMNS.map((one) => one.header),
  )
}

/** The headers without which a file is not the register, as far as this one lacks them. */
export function missingHeaders(places: readonly number[]): string[] {
  return NEEDED_COLUMNS.filter((one) => places[COLUMNS.indexOf(one)]! < 0).map((one) => one.header)
}

export function missingWords(missing: readonly string[], what: string): string {
  const names = missing.length === 1 ? missing[0] : `${missing.slice(0, -1).join(', ')} or ${missing.at(-1)}`
  return `The first line of this file has no column called ${names}. ${what}`
}

/** `31-08-2021` as `2021-08-31`; undefined when it is no day. */
export function dayFromRegister(text: string): string | undefined {
  const parts = /^(\d{2})-(\d{2})-(\d{4})$/.exec(text)
  if (!parts) return undefined
  const [, day, month, year] = parts
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) return undefined
  return Number(year) >= 1000 ? `${year}-${month}-${day}` : undefined
}

/** As kept: one text for each of COLUMNS, '' for nothing. */
export type RegisterValues = string[]
export type RowRead = { urn: number; values: RegisterValues } | { urn: string; reason: string }

const brief = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

function whole(text: string): string {
  return /^\d{1,9}$/.test(text) ? String(Number(text)) : ''
}

function decimal(text: string): string {
  return /^\d{1,3}(\.\d{1,4})?$/.test(text) && Number(text) <= 100 ? text : ''
}

const DAYS = new Map<string, string | undefined>()

/** The register's days are few and stand in it many times. */
function knownDay(text: string): string | undefined {
  if (DAYS.has(text)) return DAYS.get(text)
  if (DAYS.size > 20_000) DAYS.clear()
  const day = dayFromRegister(text)
  DAYS.set(text, day)
  return day
}

/** One value as it is kept, or undefined when the row must be refused. */
function valueOf(kind: Kind, text: string): string | undefined {
  if (text.length > LONGEST_CELL) return undefined
  switch (kind) {
    case 'text':
      return text
    case 'whole':
      return whole(text)
    case 'decimal':
      return decimal(text)
    case 'day':
      return knownDay(text)
    case 'urn':
      return /^[1-9]\d{0,8}$/.test(text) ? text : undefined
    case 'status':
      return text in STATUSES ? text : undefined
  }
}

function whyRefused({ header, kind }: Column, text: string): string {
  if (text === '') return `${header} is empty`
  if (text.length > LONGEST_CELL) return `${header} is longer than ${LONGEST_CELL} characters`
  if (kind === 'urn') return `URN “${brief(text)}” is not a number of up to nine digits`
  if (kind === 'status') return `${header} “${brief(text)}” is not one of the register’s: 1, 2, 3 or 4`
  return `${header} “${brief(text)}” is not a day written as DD-MM-YYYY`
}

const URN_AT = 0
const STATUS_AT = COLUMNS.findIndex((one) => one.column === 'status_code')
const STATUS_NAME_AT = COLUMNS.findIndex((one) => one.column === 'status_name')
const LA_AT = COLUMNS.findIndex((one) => one.column === 'la_code')

/** `cells` in the order of COLUMNS. */
export function readRow(cells: readonly string[]): RowRead {
  const values: RegisterValues = []
  for (let i = 0; i < COLUMNS.length; i++) {
    const column = COLUMNS[i]!
    const text = cells[i]!.trim()
    const value = text === '' ? (column.needed ? undefined : '') : valueOf(column.kind, text)
    if (value === undefined) return { urn: urnAsWritten(cells), reason: whyRefused(column, text) }
    values.push(value)
  }
  values[STATUS_NAME_AT] ||= STATUSES[values[STATUS_AT]!]!
  return { urn: Number(values[URN_AT]), values }
}

export const urnAsWritten = (cells: readonly string[]): string => brief((cells[URN_AT] ?? '').trim())
export const authorityAsWritten = (cells: readonly string[]): string => (cells[LA_AT] ?? '').trim()

export const statusOf = (values: RegisterValues): string => values[STATUS_AT]!

/** The first cells of a row that could not be read, as far as its beginning says. */
export function cellsFromStart(places: readonly number[], start: string): string[] {
  const cells = start.split(',', 400).map((cell) => cell.replace(/^"|"$/g, ''))
  return places.map((place) => cells[place] ?? '')
}

export const LINK_HEADERS = ['URN', 'LinkURN', 'LinkName', 'LinkType', 'LinkEstablishedDate'] as const
export type LinkValues = { urn: number; link_urn: number; link_name: string; link_type: string; established_on: string }

/** `cells` in the order of LINK_HEADERS. */
export function readLink(cells: readonly string[]): LinkValues | undefined {
  const [urn = '', link = '', name = '', type = '', day = ''] = cells.map((cell) => cell.trim())
  const established = day === '' ? '' : dayFromRegister(day)
  if (!/^[1-9]\d{0,8}$/.test(urn) || !/^[1-9]\d{0,8}$/.test(link) || type === '' || established === undefined)
    return undefined
  if (name.length > LONGEST_CELL || type.length > LONGEST_CELL) return undefined
  return { urn: Number(urn), link_urn: Number(link), link_name: name, link_type: type, established_on: established }
}

export const DESIGNATIONS = {
  primary: 'Primary school',
  secondary: 'Secondary school',
  all_through: 'All-through school',
  special: 'Special school',
  alternative_provision: 'Alternative provision',
  nursery: 'Nursery school',
  college: 'College',
  independent: 'Independent school',
  community: 'Community organisation',
} as const
export type Designation = keyof typeof DESIGNATIONS
export const designations = Object.keys(DESIGNATIONS) as [Designation, ...Designation[]]

// The register's types that say more than its phase does.
const SPECIAL = new Set(['7', '8', '10', '12', '32', '33', '36', '44'])
const ALTERNATIVE = new Set(['14', '24', '38', '42', '43'])
const INDEPENDENT = new Set(['11', '37'])
const COLLEGE = new Set(['18', '29', '31', '39', '45', '46', '57'])
const BY_PHASE: Readonly<Record<string, Designation>> = {
  '1': 'nursery',
  '2': 'primary',
  '3': 'primary',
  '4': 'secondary',
  '5': 'secondary',
  '6': 'college',
  '7': 'all_through',
}

export type DesignationFacts = {
  type_code: string | null
  phase_code: string | null
  low_age: number | null
  high_age: number | null
}

function byAges(low: number | null, high: number | null): Designation {
  if (low === null || high === null) return 'community'
  if (low >= 16) return 'college'
  if (high <= 5) return 'nursery'
  if (low < 9) return high > 13 ? 'all_through' : 'primary'
  return 'secondary'
}

/** Which of the nine designations a school of the register has: by its type where that settles it, else by phase and ages. */
export function designationOf({
  type_code: type,
  phase_code: phase,
  low_age: low,
  high_age: high,
}: DesignationFacts): Designation {
  if (type !== null) {
    if (SPECIAL.has(type)) return 'special'
    if (ALTERNATIVE.has(type)) return 'alternative_provision'
    if (INDEPENDENT.has(type)) return 'independent'
    if (COLLEGE.has(type)) return 'college'
    if (type === '15') return 'nursery'
  }
  return BY_PHASE[phase ?? ''] ?? byAges(low, high)
}
