// What the register's columns, types and days mean.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  COLUMNS,
  dayFromRegister,
  designationOf,
  missingHeaders,
  missingWords,
  readRow,
  registerPlaces,
  type Designation,
} from './rules.ts'

const HEADERS = COLUMNS.map((one) => one.header)

test('columns are found by name wherever they stand, in whatever case', () => {
  const moved = HEADERS.toReversed().map((name) => ` ${name.toUpperCase()} `)
  assert.deepEqual(
    registerPlaces(moved),
    HEADERS.map((_, i) => HEADERS.length - 1 - i),
  )
})

test('a file without the columns we need says which are missing', () => {
  const without = HEADERS.filter((name) => name !== 'URN' && name !== 'LA (code)')
  const missing = missingHeaders(registerPlaces(without))
  assert.deepEqual(missing, ['URN', 'LA (code)'])
  assert.equal(
    missingWords(missing, 'Choose another'),
    'The first line of this file has no column called URN or LA (code). Choose another',
  )
  assert.deepEqual(missingHeaders(registerPlaces(HEADERS.filter((name) => name !== 'SchoolWebsite'))), [])
})

const GOOD: Record<string, string> = {
  URN: '100001',
  'LA (code)': '899',
  'LA (name)': 'Wealdshire',
  EstablishmentName: 'Larkfield School',
  'EstablishmentStatus (code)': '1',
  OpenDate: '01-09-1990',
  NumberOfPupils: '210',
  PercentageFSM: '21.70',
}
const row = (more: Record<string, string> = {}) =>
  readRow(HEADERS.map((header) => ({ ...GOOD, ...more })[header] ?? ''))
const reasonOf = (more: Record<string, string>): string => {
  const read = row(more)
  return 'reason' in read ? read.reason : 'kept'
}

test('what the service relies on must be right', () => {
  assert.equal(reasonOf({}), 'kept')
  assert.equal(reasonOf({ URN: '' }), 'URN is empty')
  assert.equal(reasonOf({ URN: '12a' }), 'URN “12a” is not a number of up to nine digits')
  assert.equal(reasonOf({ URN: '-5' }), 'URN “-5” is not a number of up to nine digits')
  assert.equal(reasonOf({ EstablishmentName: '   ' }), 'EstablishmentName is empty')
  assert.equal(reasonOf({ OpenDate: '31-02-2020' }), 'OpenDate “31-02-2020” is not a day written as DD-MM-YYYY')
  assert.equal(reasonOf({ CloseDate: '2020-01-31' }), 'CloseDate “2020-01-31” is not a day written as DD-MM-YYYY')
  assert.match(reasonOf({ 'EstablishmentStatus (code)': 'Open' }), /not one of the register’s/)
  assert.equal(reasonOf({ Street: 'x'.repeat(301) }), 'Street is longer than 300 characters')
})

test('a figure that is only shown is left empty when it cannot be read', () => {
  const read = row({ NumberOfPupils: 'SUPP', Easting: 'Camden 007D', PercentageFSM: '900' })
  assert.ok('values' in read)
  const at = (name: string): string => read.values[COLUMNS.findIndex((one) => one.column === name)]!
  assert.deepEqual([at('pupils'), at('easting'), at('free_meals_percent'), at('status_name')], ['', '', '', 'Open'])
})

test('the register’s days', () => {
  const cases: [string, string | undefined][] = [
    ['01-09-1990', '1990-09-01'],
    ['29-02-2024', '2024-02-29'],
    ['29-02-2023', undefined],
    ['1-9-1990', undefined],
    ['01/09/1990', undefined],
    ['00-01-2000', undefined],
    ['01-13-2000', undefined],
    ['01-01-0001', undefined],
  ]
  for (const [text, day] of cases) assert.equal(dayFromRegister(text), day, text)
})

// Type and phase codes as the register has them.
const TYPES: [string, string, number | null, number | null, Designation][] = [
  ['1', '2', 4, 11, 'primary'], // community school
  ['2', '2', 3, 11, 'primary'], // voluntary aided school
  ['3', '2', 4, 11, 'primary'], // voluntary controlled school
  ['5', '4', 11, 18, 'secondary'], // foundation school
  ['1', '3', 9, 13, 'primary'], // middle, deemed primary
  ['1', '5', 9, 13, 'secondary'], // middle, deemed secondary
  ['6', '4', 11, 18, 'secondary'], // city technology college
  ['34', '4', 11, 18, 'secondary'], // academy converter
  ['28', '7', 4, 18, 'all_through'], // academy sponsor led
  ['35', '2', 4, 11, 'primary'], // free school
  ['40', '4', 14, 19, 'secondary'], // university technical college
  ['41', '4', 14, 19, 'secondary'], // studio school
  ['7', '0', 2, 19, 'special'], // community special school
  ['8', '0', 5, 19, 'special'], // non-maintained special school
  ['10', '0', 5, 16, 'special'], // other independent special school
  ['12', '0', 3, 16, 'special'], // foundation special school
  ['33', '0', 3, 19, 'special'], // academy special sponsor led
  ['36', '0', 5, 16, 'special'], // free school, special
  ['44', '0', 3, 19, 'special'], // academy special converter
  ['32', '6', 16, 25, 'special'], // special post-16 institution
  ['14', '0', 5, 16, 'alternative_provision'], // pupil referral unit
  ['38', '0', 11, 16, 'alternative_provision'], // free school, alternative provision
  ['42', '0', 11, 16, 'alternative_provision'], // academy alternative provision converter
  ['43', '0', 11, 16, 'alternative_provision'], // academy alternative provision sponsor led
  ['15', '1', 2, 5, 'nursery'], // local authority nursery school
  ['11', '0', 3, 18, 'independent'], // other independent school
  ['18', '6', 16, 99, 'college'], // further education
  ['31', '6', 16, 19, 'college'], // sixth form centre
  ['39', '6', 16, 19, 'college'], // free school, 16 to 19
  ['45', '6', 16, 19, 'college'], // academy 16 to 19 converter
  ['1', '0', 4, 11, 'primary'], // no phase: its ages say
  ['1', '0', 4, 18, 'all_through'],
  ['1', '0', 11, 16, 'secondary'],
  ['1', '0', 16, 19, 'college'],
  ['27', '0', null, null, 'community'], // miscellaneous, nothing known
]

test('each type of the register has one of the nine designations', () => {
  for (const [type_code, phase_code, low_age, high_age, designation] of TYPES)
    assert.equal(
      designationOf({ type_code, phase_code, low_age, high_age }),
      designation,
      `type ${type_code}, phase ${phase_code}`,
    )
})
