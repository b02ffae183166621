// How PostgreSQL's values arrive in TypeScript, the same from both engines. Two departures from the driver:
// a date stays the text '2026-03-01' (the driver makes it midnight in the server's own time zone, which moves the day),
// and a bigint is a number (counts and sums are), refused beyond what a number can hold exactly.
import { types as driver, type CustomTypesConfig } from 'pg'

const DATE = 1082
const DATES = 1182
const BIGINT = 20
const BIGINTS = 1016
const TEXTS = 1009

const usual = driver.getTypeParser as (oid: number, format?: 'text' | 'binary') => (text: string) => unknown
const parseTexts = usual(TEXTS) as (text: string) => (string | null)[]

function wholeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new RangeError('A bigint from the database is too large for a number.')
  return number
}

export const types: CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary') {
      if (oid === DATE) return (text: string) => text
      if (oid === DATES) return parseTexts
      if (oid === BIGINT) return wholeNumber
      if (oid === BIGINTS) {
        return (text: string) => parseTexts(text).map((item) => (item === null ? null : wholeNumber(item)))
      }
    }
    return usual(oid, format)
  },
}
