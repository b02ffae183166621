// A register of schools as large as England's, made up: every column of the real file, in its order and encoding
// (Windows-1252), the same bytes each time for the same number of rows.
import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { chanceFrom, type Chance } from '../seeds/random.ts'

const REAL = join(import.meta.dirname, '../tests/fixtures/gias/real-extract-5-rows.csv')

const FIRST = ["St Mary's", 'Ash', 'Birchwood', 'Chalk Rise', 'Dale', 'Elm Tree', 'Fern Hill', 'Glen', 'Heath', 'Ivy']
const BEYOND_ASCII = ['Château Rise', 'Gwynéth', 'Saint Mary’s', 'Ash – Birch']
const KINDS = [
  'Primary School',
  'Infant School',
  'Church of England School',
  'Academy',
  'High School',
  'Nursery School',
]
const STREETS = ['Church Lane', 'High Street', 'School Road', 'Station Road', 'Mill Hill', "King's Way"]
const TOWNS = ['Northbridge', 'Eastholme', 'Southwick Green', 'Westmoor', 'Haven', 'Castlegate']
const STATUSES = [
  ['1', 'Open'],
  ['1', 'Open'],
  ['1', 'Open'],
  ['2', 'Closed'],
  ['2', 'Closed'],
  ['3', 'Open, but proposed to close'],
] as const

/** Windows-1252 has these where Latin-1 has controls. */
const WINDOWS: Readonly<Record<string, number>> = { '’': 0x92, '–': 0x96 }

function encoded(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1')
  for (const [mark, byte] of Object.entries(WINDOWS))
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) bytes[at] = byte
  return bytes
}

const two = (n: number): string => String(n).padStart(2, '0')
const day = (chance: Chance, from: number, to: number): string =>
  `${two(chance.whole(1, 28))}-${two(chance.whole(1, 12))}-${chance.whole(from, to)}`

/** The columns in which schools differ; all others stand as in the real rows. */
function school(chance: Chance, n: number): Readonly<Record<string, string>> {
  const authority = chance.whole(201, 352)
  const [status, statusName] = chance.pick(STATUSES)
  const town = chance.pick(TOWNS)
  const pupils = chance.whole(20, 1800)
  return {
    URN: String(100_000 + n),
    'LA (code)': String(authority),
    'LA (name)': `Authority ${authority}`,
    EstablishmentNumber: String(chance.whole(1000, 9999)),
    EstablishmentName: `${chance.pick(chance.is(0.05) ? BEYOND_ASCII : FIRST)} ${town} ${chance.pick(KINDS)}${chance.is(0.1) ? ', Lower Site' : ''}`,
    'EstablishmentStatus (code)': status,
    'EstablishmentStatus (name)': statusName,
    OpenDate: chance.is(0.7) ? `01-09-${chance.whole(1900, 2020)}` : '',
    CloseDate: status === '2' ? day(chance, 2021, 2026) : '',
    NumberOfPupils: String(pupils),
    NumberOfBoys: String(pupils >> 1),
    NumberOfGirls: String(pupils - (pupils >> 1)),
    PercentageFSM: (chance.whole(0, 600) / 10).toFixed(2),
    LastChangedDate: day(chance, 2022, 2026),
    Street: `${chance.whole(1, 200)} ${chance.pick(STREETS)}`,
    Town: town,
    Postcode: `ZZ${chance.whole(1, 99)} ${chance.whole(1, 9)}QX`,
    SchoolWebsite: `www.school${n}.example`,
    TelephoneNum: `01632960${String(n % 1000).padStart(3, '0')}`,
    HeadFirstName: 'Ruth',
    HeadLastName: town,
    UKPRN: String(10_000_000 + n),
    'DistrictAdministrative (code)': `E07${String(chance.whole(0, 330)).padStart(6, '0')}`,
    'DistrictAdministrative (name)': town,
    Easting: String(chance.whole(100_000, 650_000)),
    Northing: String(chance.whole(10_000, 650_000)),
  }
}

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** Writes a file of that many schools. */
export async function writeRegister(path: string, rows: number): Promise<void> {
  const [header = [], ...real] = parse(await readFile(REAL), { to: 5, relax_column_count: true })
  const chance = chanceFrom('a register of schools')
  const file = createWriteStream(path)
  let text = `${header.join(',')}\r\n`
  for (let n = 0; n < rows; n++) {
    const own = school(chance, n)
    const base = real[n % real.length]!
    text += `${header.map((name, i) => quoted(own[name] ?? base[i] ?? '')).join(',')}\r\n`
    if (text.length > 1 << 20 || n === rows - 1) {
      if (!file.write(encoded(text))) await once(file, 'drain')
      text = ''
    }
  }
  file.end()
  await once(file, 'close')
}
